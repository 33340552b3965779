namespace Slipway.Runtime.Server.Grpc;

/// <summary>Names of services and methods.</summary>
internal static class GrpcMethods
{
    /// <summary>The V2 protocol.</summary>
    public const string InferenceService = "inference.GRPCInferenceService";

    /// <summary>The health protocol.</summary>
    public const string HealthService = "grpc.health.v1.Health";

    /// <summary>Paths of the V2 protocol begin with this.</summary>
    public const string InferencePrefix = "/" + InferenceService + "/";

    /// <summary>Paths of the health protocol begin with this.</summary>
    public const string HealthPrefix = "/" + HealthService + "/";

    /// <summary>Whether a method tells no more than that the server lives or is ready.</summary>
    public static bool IsHealth(string path) =>
        path.StartsWith(HealthPrefix, StringComparison.Ordinal) || path is InferencePrefix + "ServerLive" or InferencePrefix + "ServerReady";
}
