package org.flanspark.data.template;

/**
 * One record in a template's words.
 *
 * @param input before the separator
 * @param target after it
 */
public record Rendered(String input, String target) {}
