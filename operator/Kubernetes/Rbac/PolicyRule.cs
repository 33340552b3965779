namespace Slipway.Kubernetes.Rbac;

/// <summary>A rule of a role: these verbs on these resources of one group, or on these URLs.</summary>
/// <param name="Group">API group; empty for the core group; null when the rule is about URLs.</param>
/// <param name="Targets">Resources (<c>pods</c>, <c>pods/log</c>) or URLs (<c>/healthz</c>), sorted.</param>
/// <param name="Verbs">Lower-case verbs, in the order of <see cref="RbacVerb"/>.</param>
public sealed record PolicyRule(string? Group, IReadOnlyList<string> Targets, IReadOnlyList<string> Verbs);
