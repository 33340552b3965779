namespace Slipway.Runtime.Onnx.Sessions;

/// <summary>What this processor can do, as text to be compared.</summary>
internal static class ProcessorFeatures
{
    /// <summary>The kernel's list for the first processor; the architecture alone where there is none.</summary>
    public static string Read(string path = "/proc/cpuinfo")
    {
        var architecture = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();
        var features = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(IsFeatureLine) : null;
        return features is null ? architecture : $"{architecture} {features[(features.IndexOf(':') + 1)..].Trim()}";
    }

    private static bool IsFeatureLine(string line) =>
        line.StartsWith("flags", StringComparison.Ordinal) || line.StartsWith("Features", StringComparison.Ordinal);
}
