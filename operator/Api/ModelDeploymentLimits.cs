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

    public const int CronLength = 120;

    public const int TimeZoneLength = 64;

    public const int Schedules = 16;

    public const int ScalingReasons = 8;

    /// <summary>Requests at one replica at once.</summary>
    public const int Concurrency = 1000;

    public const int RequestsPerSecond = 1000000;

    /// <summary>Requests of one caller at once.</summary>
    public const int CallerConcurrency = 10000;

    public const int IssuerLength = 512;

    public const int Audiences = 16;

    public const int JwtAlgorithms = 9;

    public const int Scopes = 16;

    public const int ScopeLength = 128;

    public const int RolloutSteps = 20;

    public const int ComparedOutputs = 16;

    public const int Metrics = 10;

    /// <summary>Rows of one run.</summary>
    public const int BatchSize = 4096;

    public const int BatchAxes = 64;

    /// <summary>The last dimension that a tensor may have its rows in.</summary>
    public const int MaxAxis = 15;

    public const int TensorNameLength = 256;

    /// <summary>Runs at once in one replica.</summary>
    public const int Instances = 64;

    /// <summary>Requests that wait at one replica.</summary>
    public const int QueueLength = 100000;
}
