/** Text that several packages share: suggestions for misspelt words. */
package io.brink.internal.text;
