using Microsoft.ML.OnnxRuntime;

namespace Slipway.EndToEnd.Harness;

/// <summary>ONNX Runtime called without any of our code: what a served answer is compared with.</summary>
internal static class DirectInference
{
    /// <summary>The values of one FP32 output.</summary>
    public static float[] Run(string modelPath, string output, params InputTensor[] inputs)
    {
        using var session = new InferenceSession(modelPath);
        using var options = new RunOptions();
        var values = inputs.Select(Value).ToList();
        try
        {
            using var results = session.Run(options, [.. inputs.Select(input => input.Name)], values, [output]);
            return results[0].GetTensorDataAsSpan<float>().ToArray();
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
    }

    private static OrtValue Value(InputTensor input) => input.Datatype switch
    {
        "FP32" => OrtValue.CreateTensorValueFromMemory(input.Floats, input.Shape),
        "INT64" => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(input.Data, value => (long)value), input.Shape),
        _ => throw new ArgumentException($"{input.Datatype} is not used by the examples.", nameof(input)),
    };
}
