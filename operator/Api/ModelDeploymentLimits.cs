namespace Slipway.Api;

/// <summary>Sizes beyond which the schema refuses an object.</summary>
public static class ModelDeploymentLimits
{
    /// <summary>Characters of metadata.name: leaves room for a revision behind it.</summary>
    public const int NameLength = 50;

    public const int UriLength = 2048;

    public const int VersionLength = 63;

    public const int ObjectNameLength = 253;

    public const int ImageLength = 512;

    public const int Replicas = 1000;

    public const int Gpus = 64;

    public const int Providers = 4;

    public const int Resources = 16;

    public const int MapEntries = 64;

    public const int Tolerations = 64;

    public const int TopologySpreads = 16;

    public const int History = 100;

    public const int DurationLength = 24;

    public const int RolloutSteps = 20;

    public const int Metrics = 10;
}
