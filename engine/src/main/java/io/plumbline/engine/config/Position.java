package io.plumbline.engine.config;

/**
 * Where something is written.
 *
 * @param source a file's name or whatever else the text came from
 * @param line from 1
 * @param column from 1
 */
record Position(String source, int line, int column) {

  @Override
  public String toString() {
    return source + ":" + line + ":" + column;
  }
}
