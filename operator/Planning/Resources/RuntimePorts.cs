namespace Slipway.Planning.Resources;

/// <summary>Ports of the runtime (decision 0001).</summary>
public static class RuntimePorts
{
    /// <summary>KServe V2 over HTTP.</summary>
    public const int Http = 8080;

    /// <summary>Metrics, probes and status.</summary>
    public const int Admin = 9090;

    public const string HttpName = "http";

    public const string AdminName = "admin";
}
