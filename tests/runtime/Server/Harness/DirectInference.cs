using Microsoft.ML.OnnxRuntime;

namespace Slipway.Runtime.Server.Tests.Harness;

/// <summary>ONNX Runtime without anything of ours in between.</summary>
internal static class DirectInference
{
    public static float[] Run(string path, string output, params (string Name, OrtValue Value)[] inputs)
    {
        using var session = new InferenceSession(path);
        using var options = new RunOptions();
        using var results = session.Run(options, [.. inputs.Select(input => input.Name)], [.. inputs.Select(input => input.Value)], [output]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
