using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.Benchmarks.Runtime;

/// <summary>The models: two that tests write, three that are published.</summary>
internal static class BenchmarkModels
{
    public static IReadOnlyList<string> Names { get; } = ["mlp", "wide", "classifier", "recogniser", "speech"];

    /// <summary>Finds or writes a model.</summary>
    public static BenchmarkModel Get(string name) => name switch
    {
        "mlp" => Written(name, [784, 128, 10]),
        "wide" => Written(name, [512, 512, 512, 512, 512, 512, 512, 512, 512]),
        "classifier" => new(name, RealModels.OcrClassifier, [BenchmarkInput.Floats("x", 1, 3, 48, 192)], [0], []),
        "recogniser" => new(name, RealModels.OcrRecognizer, [BenchmarkInput.Floats("x", 1, 3, 48, 320)], [0], []),
        "speech" => new(
            name,
            RealModels.SpeechActivity,
            [
                BenchmarkInput.Floats("input", 1, 512), BenchmarkInput.Floats("state", 2, 1, 128),
                new BenchmarkInput("sr", "INT64", [], BitConverter.GetBytes(16000L)),
            ],
            [0, 1, -1],
            ["--batch-axis=state=1", "--batch-axis=stateN=1", "--batch-axis=sr=shared"]),
        _ => throw new ArgumentException($"'{name}' is none of {string.Join(", ", Names)}.", nameof(name)),
    };

    private static BenchmarkModel Written(string name, int[] sizes)
    {
        var directory = Directory.CreateDirectory(Path.Join(RepositoryPaths.Root, "artifacts/bench-runtime/models")).FullName;
        var path = Path.Join(directory, $"{name}.onnx");
        if (!File.Exists(path)) WorkingModels.Mlp(1, sizes).Save(directory, $"{name}.onnx");
        return new BenchmarkModel(name, path, [BenchmarkInput.Floats("x", 1, sizes[0])], [0], []);
    }
}
