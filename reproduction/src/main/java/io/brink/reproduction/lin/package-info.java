/**
 * Figures of the paper on activations with a linear region. The paper's scan lacks the captions of
 * most of them, so that their parameters are ours; each figure says so.
 */
package io.brink.reproduction.lin;
