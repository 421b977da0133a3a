package org.flanspark.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What the API server keeps: objects by resource, namespace and name, and all changes in their
 * order. A change's place in it is the objects' version.
 */
final class ObjectStore {
  /** Where an object is. */
  record Key(String resource, String namespace, String name) {}

  /** A change, with the object as it then was. */
  record Event(String type, String resource, ObjectNode object) {}

  private final Map<Key, ObjectNode> objects = new LinkedHashMap<>();
  private final List<Event> history = new ArrayList<>();
  private boolean closed;

  synchronized long version() {
    return history.size();
  }

  /** All changes so far. */
  synchronized List<Event> history() {
    return List.copyOf(history);
  }

  synchronized Optional<ObjectNode> find(Key key) {
    return Optional.ofNullable(objects.get(key)).map(ObjectNode::deepCopy);
  }

  synchronized List<ObjectNode> list(String resource, String namespace, Selector selector) {
    return objects.entrySet().stream()
        .filter(one -> one.getKey().resource().equals(resource))
        .filter(one -> one.getKey().namespace().equals(namespace))
        .map(Map.Entry::getValue)
        .filter(selector.matches())
        .map(ObjectNode::deepCopy)
        .toList();
  }

  /** The object as it is kept; nothing where there is one of that name. */
  synchronized Optional<ObjectNode> create(Key key, ObjectNode object) {
    if (objects.containsKey(key)) {
      return Optional.empty();
    }
    ObjectNode kept = object.deepCopy();
    ObjectNode metadata = kept.withObject("/metadata");
    metadata.put("namespace", key.namespace());
    metadata.put("uid", UUID.randomUUID().toString());
    metadata.put("creationTimestamp", now());
    return Optional.of(put("ADDED", key, kept));
  }

  /** Changes an object, if it is there, and tells whether that was so. */
  synchronized Optional<ObjectNode> change(Key key, Consumer<ObjectNode> change) {
    return find(key)
        .map(
            object -> {
              change.accept(object);
              return put("MODIFIED", key, object);
            });
  }

  /** Asks for an object's end: whoever runs it removes it when it has come. */
  synchronized Optional<ObjectNode> markDeleted(Key key) {
    return change(key, object -> object.withObject("/metadata").put("deletionTimestamp", now()));
  }

  synchronized Optional<ObjectNode> remove(Key key) {
    return Optional.ofNullable(objects.get(key))
        .map(
            object -> {
              ObjectNode last = put("DELETED", key, object.deepCopy());
              objects.remove(key);
              return last;
            });
  }

  /** The change after so many; waits for it, and is empty once the store is closed. */
  synchronized Optional<Event> after(long version) throws InterruptedException {
    while (history.size() <= version && !closed) {
      wait();
    }
    return history.size() > version
        ? Optional.of(history.get(Math.toIntExact(version)))
        : Optional.empty();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  static Key key(String resource, JsonNode object) {
    return new Key(
        resource, object.at("/metadata/namespace").asText(), object.at("/metadata/name").asText());
  }

  private ObjectNode put(String type, Key key, ObjectNode object) {
    object.withObject("/metadata").put("resourceVersion", Integer.toString(history.size() + 1));
    objects.put(key, object);
    history.add(new Event(type, key.resource(), object.deepCopy()));
    notifyAll();
    return object.deepCopy();
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
