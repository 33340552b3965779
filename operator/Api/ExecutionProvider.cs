namespace Slipway.Api;

/// <summary>Names of execution providers, as users write them and the runtime's arguments take them.</summary>
public static class ExecutionProvider
{
    public const string Cpu = "CPU";

    public const string Cuda = "CUDA";
}
