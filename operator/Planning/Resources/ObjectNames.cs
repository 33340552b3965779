namespace Slipway.Planning.Resources;

/// <summary>Names of the children. What all versions share is called like the model; what one version has, with its revision behind it.</summary>
public static class ObjectNames
{
    /// <summary>Service, NetworkPolicy, PodDisruptionBudget and ServiceAccount.</summary>
    public static string Shared(string model) => model;

    /// <summary>Deployment and ControllerRevision. At most 50 + 1 + 10 characters: a DNS label.</summary>
    public static string Versioned(string model, string revision) => $"{model}-{revision}";

    /// <summary>Where requests go: the model's path at the gateway, or its Service inside the cluster where there is none.</summary>
    public static string Url(string model, string? @namespace, Uri? gateway) => gateway is null
        ? $"http://{Shared(model)}.{@namespace ?? "default"}.svc"
        : $"{gateway.AbsoluteUri.TrimEnd('/')}/{@namespace ?? "default"}/{model}";
}
