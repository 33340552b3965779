using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Slipway.Benchmarks.Runtime;

/// <summary>The limit: a loop over ONNX Runtime with everything prepared, in batches of 1, 8 and 32, with one run on all processors or one on each.</summary>
internal static class InProcess
{
    private static readonly int[] Batches = [1, 8, 32];

    /// <summary>Measures a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="seconds">Length of each measurement.</param>
    /// <param name="report">Told of each figure.</param>
    /// <returns>Rows per second at best, at best without batches, and the median time of a single run in milliseconds.</returns>
    public static async Task<(double Best, double Unbatched, double Milliseconds)> MeasureAsync(
        BenchmarkModel model, double seconds, Action<string, double> report)
    {
        var (best, unbatched, single) = (0.0, 0.0, double.PositiveInfinity);
        foreach (var runs in new[] { 1, Environment.ProcessorCount })
        {
            using var options = new SessionOptions { IntraOpNumThreads = Environment.ProcessorCount / runs, InterOpNumThreads = 1 };
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            using var session = new InferenceSession(model.Path, options);
            foreach (var batch in Batches)
            {
                var loops = await Task.WhenAll(Enumerable.Range(0, runs).Select(_ => Task.Run(() => Loop(session, model, batch, seconds))));
                var rate = loops.Sum(loop => loop.Count * batch / seconds);
                report($"{model.Name}.inProcess.runs{runs}.batch{batch}.rowsPerSecond", rate);
                best = Math.Max(best, rate);
                if (batch == 1) unbatched = Math.Max(unbatched, rate);
                if (batch == 1 && runs == 1) single = loops[0][loops[0].Count / 2];
            }
        }

        return (best, unbatched, single);
    }

    private static List<double> Loop(InferenceSession session, BenchmarkModel model, int batch, double seconds)
    {
        var values = new List<OrtValue>();
        try
        {
            for (var index = 0; index < model.Inputs.Length; index++) values.Add(Value(model.Inputs[index], model.BatchAxes[index], batch));
            using var options = new RunOptions();
            string[] names = [.. model.Inputs.Select(input => input.Name)];
            for (var run = 0; run < 10; run++) session.Run(options, names, values, session.OutputNames).Dispose();
            var (times, began) = (new List<double>(100_000), Stopwatch.GetTimestamp());
            while (Stopwatch.GetElapsedTime(began).TotalSeconds < seconds)
            {
                var started = Stopwatch.GetTimestamp();
                session.Run(options, names, values, session.OutputNames).Dispose();
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            times.Sort();
            return times;
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
    }

    private static OrtValue Value(BenchmarkInput input, int axis, int batch)
    {
        var rows = axis < 0 ? 1 : batch;
        var shape = input.Shape.Select((dimension, index) => index == axis ? dimension * rows : dimension).ToArray();
        byte[] bytes = [.. Enumerable.Repeat(input.Bytes, rows).SelectMany(copy => copy)];
        return input.Datatype == "FP32"
            ? OrtValue.CreateTensorValueFromMemory(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), shape)
            : OrtValue.CreateTensorValueFromMemory(MemoryMarshal.Cast<byte, long>(bytes).ToArray(), shape);
    }
}
