/**
 * The figures of the four papers, recomputed: their data, their charts, and whether what the paper
 * says with them is so.
 *
 * <p>Each figure is one class that implements {@link io.brink.reproduction.Figure}: a name ({@code
 * res:2b}), a title, the parameters of the paper, and {@link
 * io.brink.reproduction.Figure#reproduce}, which computes a {@link
 * io.brink.reproduction.Reproduction}: tables of data, charts of them, and {@link
 * io.brink.reproduction.Claim}s. A claim is the sentence that the paper makes with the figure,
 * turned into one number, what that number has to be, and what it is with its uncertainty. A claim
 * that fails is a result too: it is listed as not reproduced, never left out. Where a paper reads a
 * law off a figure at moderate depth and the law is not there yet, that claim stands as the paper
 * makes it, and beside it a claim on the law in the long run, with an estimator that removes the
 * next term.
 *
 * <p>A figure has the number that its paper prints, one for each panel ({@code shr:3c}), and shows
 * what the panel shows: theory, bounds and random networks together. Panels that share a subject
 * are one class with a factory for each.
 *
 * <h2>How to add a figure</h2>
 *
 * <ol>
 *   <li>Write a class in the package of its paper, {@code io.brink.reproduction.res} and so on,
 *       beside {@link io.brink.reproduction.res.TanhConvergence}, which is the pattern. Its
 *       constants are the paper's parameters; it holds no state. Name it after what it shows.
 *   <li>Add its line to the list in {@link io.brink.reproduction.Figures}, in the order of the
 *       paper.
 *   <li>State each claim as the paper does, and choose the number and the {@link
 *       io.brink.reproduction.Criterion} beforehand: a limit that follows from the claim itself,
 *       plus at least four standard errors where the number is random.
 *   <li>Take random numbers from {@link io.brink.reproduction.Setting#seed} alone, and fewer or
 *       smaller samples with {@link io.brink.reproduction.Effort#SKETCH}, so that a test of the
 *       figure takes seconds; say so in {@link io.brink.reproduction.Setting#progress} what takes
 *       longer than a second.
 * </ol>
 *
 * {@code FiguresTest} reproduces every figure as a sketch and checks its tables and charts; what
 * the claims come to is checked by a test of the figure's own, where a figure is known.
 *
 * <p>Papers: see {@link io.brink.reproduction.Paper}. Figures of trained networks are no part of
 * this package.
 */
package io.brink.reproduction;
