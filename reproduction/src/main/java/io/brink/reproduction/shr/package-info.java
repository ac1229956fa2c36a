/**
 * Figures of the paper on gradient explosion and representation shrinkage in layer-normalised
 * networks.
 */
package io.brink.reproduction.shr;
