package org.flanspark.kubernetes.mock;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flanspark.kubernetes.Dockerfile;
import org.flanspark.kubernetes.Dockerfile.Copy;

/** What a Dockerfile puts together, where it lies in the build's context. */
record ContainerImage(Dockerfile file, Path context) {
  ContainerPaths paths() {
    Map<String, Path> places = new LinkedHashMap<>();
    for (Copy copy : file.copies()) {
      Path source = context.resolve(copy.source());
      if (!Files.exists(source)) {
        throw new IllegalStateException("Missing in the build's context: " + source);
      }
      places.put(copy.target(), source);
    }
    return new ContainerPaths(places);
  }

  List<String> entrypoint() {
    return file.entrypoint();
  }

  Map<String, String> environment() {
    return file.environment();
  }

  String workFolder() {
    return file.only("WORKDIR");
  }
}
