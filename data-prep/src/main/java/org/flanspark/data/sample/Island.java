package org.flanspark.data.sample;

import java.util.List;

/** The words of the invented island that the sample talks about. */
final class Island {
  static final List<String> PEOPLE =
      List.of(
          "Tavi", "Mirel", "Osko", "Lenna", "Pim", "Rasha", "Jorun", "Elka", "Bado", "Sunni", "Wim",
          "Yara", "Kesh", "Nola", "Gerro", "Hetty");
  static final List<String> TOWNS =
      List.of(
          "Belm",
          "Orvale",
          "Tarrow",
          "Quillon",
          "Fenmark",
          "Sandry",
          "Lumo",
          "Hask",
          "Greyholm",
          "Nettle",
          "Ostra",
          "Wendel",
          "Corran",
          "Tolby",
          "Iver",
          "Dunmere",
          "Rook",
          "Salter",
          "Elding",
          "Vasko");
  static final List<String> PLACES =
      List.of("harbour", "mill", "market", "school", "garden", "bridge", "tower", "bakery");
  static final List<String> THINGS =
      List.of("lamp", "basket", "drum", "coat", "rope", "bell", "kettle", "map", "ring", "ladder");
  static final List<String> FOODS =
      List.of("bread", "cheese", "honey", "rice", "soup", "butter", "fish", "beans");
  static final List<String> WORKERS =
      List.of(
          "baker", "fisher", "teacher", "sailor", "farmer", "painter", "doctor", "smith", "singer",
          "guard");
  static final List<String> COLOURS =
      List.of("red", "green", "blue", "yellow", "white", "black", "grey", "brown");
  static final List<String> DAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
  static final List<String> TIMES =
      List.of(
          "this morning",
          "last night",
          "on Monday",
          "on Friday",
          "after lunch",
          "before sunrise",
          "two days ago",
          "in the spring");
  static final List<String> NUMBERS =
      List.of("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

  private Island() {}

  /** The text with its first letter large. */
  static String capitalized(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
