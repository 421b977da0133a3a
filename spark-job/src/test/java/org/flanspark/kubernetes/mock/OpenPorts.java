package org.flanspark.kubernetes.mock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Ports on which somebody listens at an address, from Linux's table of sockets. */
final class OpenPorts {
  private static final String LISTENS = "0A";
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  private OpenPorts() {}

  static Set<Integer> at(String address) throws IOException {
    Set<Integer> ports = new TreeSet<>();
    for (Path table : TABLES) {
      for (String line : Files.readAllLines(table)) {
        // Number, local address:port, remote address:port, state ...
        String[] columns = line.strip().split("\\s+");
        if (columns[3].equals(LISTENS)) {
          String[] local = columns[1].split(":");
          if (local[0].endsWith(hexadecimal(address))) {
            ports.add(Integer.parseInt(local[1], 16));
          }
        }
      }
    }
    return ports;
  }

  /** The last four bytes of both tables' addresses, the lowest first. */
  private static String hexadecimal(String address) {
    String[] parts = address.split("\\.");
    HexFormat hex = HexFormat.of().withUpperCase();
    StringBuilder text = new StringBuilder();
    for (int part = 3; part >= 0; part--) {
      text.append(hex.toHexDigits((byte) Integer.parseInt(parts[part])));
    }
    return text.toString();
  }
}
