using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Onnx.Providers;

/// <summary>
/// The first usable provider of the list is taken. The CPU is used only where it is listed: a GPU model that silently runs on the
/// CPU is slower by an order of magnitude and looks healthy.
/// </summary>
internal static class ProviderSelection
{
    /// <summary>Chooses by the user's list.</summary>
    /// <param name="requested">Names in order of preference.</param>
    /// <param name="probe">Asked about each accelerator until one is usable.</param>
    /// <param name="failure">Why none can be taken.</param>
    public static ProviderChoice? Choose(IReadOnlyList<string> requested, IAcceleratorProbe probe, out StartFailure? failure)
    {
        failure = Unknown(requested);
        if (failure is not null)
            return null;
        var cpuAllowed = requested.Contains(Accelerator.Cpu, StringComparer.OrdinalIgnoreCase);
        var reasons = new List<string>();
        foreach (var name in requested)
        {
            var accelerator = Accelerator.Find(name);
            var reason = accelerator is null ? null : probe.Unusable(accelerator);
            if (reason is null)
                return new ProviderChoice(accelerator, cpuAllowed, reasons.Count == 0 ? null : string.Join(' ', reasons));
            reasons.Add($"{name}: {reason}");
        }

        failure = Unavailable(requested, string.Join(' ', reasons));
        return null;
    }

    /// <summary>The failure when the CPU would work but is not allowed.</summary>
    public static StartFailure Unavailable(IReadOnlyList<string> requested, string reasons) => new(
        StartFailureReason.ProviderUnavailable,
        $"No execution provider of [{string.Join(", ", requested)}] can be used. {reasons} List CPU as well to allow running on it.");

    private static StartFailure? Unknown(IReadOnlyList<string> requested)
    {
        var unknown = requested.FirstOrDefault(name => ExecutionProviders.Normalize(name) is null);
        if (requested.Count > 0 && unknown is null)
            return null;
        var what = unknown is null ? "No execution provider is named" : $"Unknown execution provider '{unknown}'";
        return new StartFailure(StartFailureReason.InvalidArguments, $"{what}; known are {string.Join(", ", ExecutionProviders.Names)}.");
    }
}
