namespace Slipway.Kubernetes.Configuration;

/// <summary>The configuration of the client cannot be used; the message names the file and the field.</summary>
public sealed class KubernetesConfigurationException(string message, Exception? innerException = null) : Exception(message, innerException);
