package io.brink.cli.report;

/**
 * A column of a table.
 *
 * @param key snake_case name for programs; empty: for readers only
 * @param label heading for readers; empty: for programs only
 */
public record Column(String key, String label) {}
