package io.brink.cli.input;

/**
 * A place in a text file.
 *
 * @param line from 1
 * @param column from 1, in UTF-16 units
 */
public record Position(int line, int column) {}
