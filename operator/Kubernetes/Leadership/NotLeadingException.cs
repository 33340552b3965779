namespace Slipway.Kubernetes.Leadership;

/// <summary>A process that does not lead tried to write.</summary>
public sealed class NotLeadingException(string identity) : InvalidOperationException($"{identity} does not lead and must not write.");
