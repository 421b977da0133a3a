package org.flanspark.kubernetes.mock;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Roles and their bindings in namespaces: what is not allowed is refused. */
public record AccessRules(List<Role> roles, List<RoleBinding> bindings) {
  public AccessRules {
    roles = List.copyOf(roles);
    bindings = List.copyOf(bindings);
  }

  boolean allow(Caller caller, ApiRequest request, String verb) {
    return bindings.stream()
        .filter(binding -> binding.getMetadata().getNamespace().equals(request.namespace()))
        .filter(binding -> binding.getSubjects().stream().anyMatch(one -> isOf(one, caller)))
        .flatMap(binding -> roles.stream().filter(role -> isBound(role, binding)))
        .flatMap(role -> role.getRules().stream())
        .anyMatch(rule -> allows(rule, request, verb));
  }

  /** What a role allows, a line for each verb: {@code pods create}. */
  public Set<String> grants(String role) {
    Set<String> grants = new TreeSet<>();
    for (Role one : roles) {
      if (one.getMetadata().getName().equals(role)) {
        for (PolicyRule rule : one.getRules()) {
          for (String resource : rule.getResources()) {
            rule.getVerbs().forEach(verb -> grants.add(resource + " " + verb));
          }
        }
      }
    }
    return grants;
  }

  private static boolean isBound(Role role, RoleBinding binding) {
    return role.getMetadata().getNamespace().equals(binding.getMetadata().getNamespace())
        && role.getMetadata().getName().equals(binding.getRoleRef().getName())
        && role.getKind().equals(binding.getRoleRef().getKind());
  }

  private static boolean isOf(Subject subject, Caller caller) {
    return switch (subject.getKind()) {
      case "ServiceAccount" ->
          Caller.serviceAccount(subject.getNamespace(), subject.getName())
              .user()
              .equals(caller.user());
      case "Group" -> caller.groups().contains(subject.getName());
      case "User" -> caller.user().equals(subject.getName());
      default -> throw new IllegalArgumentException("Unknown subject " + subject.getKind());
    };
  }

  private static boolean allows(PolicyRule rule, ApiRequest request, String verb) {
    return rule.getApiGroups().contains(request.group())
        && rule.getResources().contains(request.resource())
        && rule.getVerbs().contains(verb)
        && (rule.getResourceNames().isEmpty() || rule.getResourceNames().contains(request.name()));
  }
}
