/**
 * Random numbers that are named, so that figures can be reproduced: see {@link
 * io.brink.simulation.random.RandomStream}.
 */
package io.brink.simulation.random;
