/**
 * Reading what the command line names: files, with the place of every value in them, so that an
 * error about a value can point at its line and column.
 */
package io.brink.cli.input;
