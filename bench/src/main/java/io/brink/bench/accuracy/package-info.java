/**
 * The accuracy table of the documentation: Brink's figures against figures of higher precision that
 * are not its own, its solvers against their conditions, and its predictions against random
 * networks.
 *
 * <p>{@link io.brink.bench.accuracy.AccuracyPage} writes {@code docs/accuracy.md}, a section from
 * each of the other classes. What the tests assert are limits; this is what lies behind them,
 * figure by figure. References are read from {@code core/src/test/resources/golden}, whose README
 * says where they come from.
 */
package io.brink.bench.accuracy;
