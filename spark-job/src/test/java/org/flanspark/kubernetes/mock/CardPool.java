package org.flanspark.kubernetes.mock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** The cards of all nodes: a pod waits until there are as many as it wants. */
final class CardPool {
  private final Deque<String> free;

  CardPool(List<String> addresses) {
    free = new ArrayDeque<>(addresses);
  }

  synchronized List<String> take(int number) throws InterruptedException {
    while (free.size() < number) {
      wait();
    }
    List<String> taken = new ArrayList<>();
    for (int card = 0; card < number; card++) {
      taken.add(free.remove());
    }
    return taken;
  }

  synchronized void giveBack(Collection<String> cards) {
    free.addAll(cards);
    notifyAll();
  }
}
