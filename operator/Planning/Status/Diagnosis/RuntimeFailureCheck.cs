using Slipway.Kubernetes.Models;
using Slipway.Planning.Runtime;

namespace Slipway.Planning.Status.Diagnosis;

/// <summary>The runtime ended and said why. The reason stays until the replica is ready: trying again is not success.</summary>
internal static class RuntimeFailureCheck
{
    public static Finding? Check(V1Pod pod, VersionView version)
    {
        if (PodFacts.Failure(pod) is not { } ended || TerminationMessage.Read(ended.Message) is not { Reason: { } reason } said)
            return null;

        var failure = RuntimeFailures.Find(reason, ended.ExitCode);
        var next = failure.Outcome == Outcome.Stalled ? "Stalled until then." : $"Retrying, {Texts.Attempt(PodFacts.Runtime(pod)?.RestartCount)}.";
        return new Finding(reason, $"{Texts.Sentence(said.Message)} {failure.Advice} {next}".TrimStart(), failure.Outcome);
    }
}
