using Slipway.Tests.Support.Processes;

namespace Slipway.Benchmarks.Operator;

/// <summary>A controller that can be started.</summary>
/// <param name="Name">In tables and figures.</param>
/// <param name="Program">What is started.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record Contender(string Name, string Program, IReadOnlyList<string> Arguments)
{
    public static Contender Ours(ControlPlane plane) => new("slipway", Environment.ProcessPath!, ["controller", plane.Kubeconfig]);

    /// <summary>The deployment controller of the real kube-controller-manager, alone.</summary>
    public static Contender Theirs(ControlPlane plane) => new(
        "kube-controller-manager",
        Path.Join(ControlPlane.Binaries, "kube-controller-manager"),
        [
            $"--kubeconfig={plane.Kubeconfig}", "--controllers=deployment", "--leader-elect=false", "--port=0", "--secure-port=0",
            $"--kube-api-qps={ControllerProgram.RequestsPerSecond}", $"--kube-api-burst={ControllerProgram.RequestsPerSecond}",
            $"--concurrent-deployment-syncs={ControllerProgram.Workers}", "--kube-api-content-type=application/json",
        ]);

    public ChildProcess Start() => ChildProcess.Start(Program, Arguments);
}
