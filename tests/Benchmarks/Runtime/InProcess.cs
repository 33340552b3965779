using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Slipway.Benchmarks.Shared;
using Slipway.Tests.Support.Benchmarks;

namespace Slipway.Benchmarks.Runtime;

/// <summary>
/// The limit: a loop over ONNX Runtime with everything prepared, in batches of 1, 8 and 32, with one run on all processors or one on each.
/// Measured in each round as the servers are, so that it meets the same machine; medians count. Runs at once share a session, as is usual;
/// what single rows reach with a session for each is told beside it.
/// </summary>
internal sealed class InProcess : IDisposable
{
    private static readonly int[] Batches = [1, 8, 32];
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(1);
    private static readonly int[] RunsAtOnce = [1, Environment.ProcessorCount];

    private readonly BenchmarkModel _model;
    private readonly Dictionary<int, InferenceSession> _sessions;
    private readonly InferenceSession[] _ownSessions;
    private readonly Dictionary<(int Runs, int Batch), Series<double>> _rowsPerSecond;
    private readonly Series<double> _ownRowsPerSecond = new();
    private readonly Series<double> _milliseconds = new();
    private readonly Series<double> _restedMilliseconds = new();

    public InProcess(BenchmarkModel model)
    {
        _model = model;
        _sessions = RunsAtOnce.Distinct().ToDictionary(runs => runs, runs => Open(model, Environment.ProcessorCount / runs));
        _ownSessions = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Open(model, threads: 1))];
        _rowsPerSecond = _sessions.Keys.SelectMany(runs => Batches.Select(batch => (runs, batch))).ToDictionary(setting => setting, _ => new Series<double>());
    }

    /// <summary>Rows per second at best.</summary>
    public double Best => _rowsPerSecond.Values.Max(Median);

    /// <summary>The same in each round, by the setting that is best.</summary>
    public IEnumerable<double> BestByRound => _rowsPerSecond.Values.MaxBy(Median)!.Values(value => value);

    /// <summary>Rows per second without batches, at best.</summary>
    public double Unbatched => _rowsPerSecond.Where(entry => entry.Key.Batch == 1).Max(entry => Median(entry.Value));

    /// <summary>Rows per second without batches where each run has a session of its own.</summary>
    public double OwnSessions => Median(_ownRowsPerSecond);

    /// <summary>How long a run of one row takes, alone, on all processors.</summary>
    public double Milliseconds => Median(_milliseconds);

    /// <summary>The same in each round.</summary>
    public IEnumerable<double> MillisecondsByRound => _milliseconds.Values(value => value);

    /// <summary>How long it takes when the processor has rested for <see cref="Rest"/> before, as it has at a server with one caller.</summary>
    public double RestedMilliseconds => Median(_restedMilliseconds);

    /// <summary>Measures all settings once.</summary>
    /// <param name="seconds">Length of each measurement.</param>
    public async Task MeasureAsync(double seconds)
    {
        foreach (var ((runs, batch), series) in _rowsPerSecond)
        {
            var loops = await AtOnceAsync(Enumerable.Repeat(_sessions[runs], runs), batch, seconds);
            series.Add(RowsPerSecond(loops, batch));
            if (batch == 1 && runs == 1) _milliseconds.Add(Middle(loops[0].Milliseconds));
        }

        _ownRowsPerSecond.Add(RowsPerSecond(await AtOnceAsync(_ownSessions, batch: 1, seconds), batch: 1));
        var rested = await Task.Run(() => LoopAsync(_sessions[1], batch: 1, seconds, Rest));
        _restedMilliseconds.Add(Middle(rested.Milliseconds));
    }

    /// <summary>Reports each setting.</summary>
    public void AddTo(BenchmarkReport report)
    {
        foreach (var ((runs, batch), series) in _rowsPerSecond)
            report.Figure($"{_model.Name}.inProcess.runs{runs}.batch{batch}.rowsPerSecond", Median(series));
        report.Figure($"{_model.Name}.inProcess.ownSessions.batch1.rowsPerSecond", OwnSessions);
        report.Figure($"{_model.Name}.inProcess.milliseconds", Milliseconds);
        report.Figure($"{_model.Name}.inProcess.restedMilliseconds", RestedMilliseconds);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var session in _sessions.Values.Concat(_ownSessions)) session.Dispose();
    }

    private static double Middle(List<double> ascending) => ascending[ascending.Count / 2];

    private static double Median(Series<double> series) => series.Median(value => value);

    private static InferenceSession Open(BenchmarkModel model, int threads)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return new InferenceSession(model.Path, options);
    }

    private Task<(List<double> Milliseconds, double Seconds)[]> AtOnceAsync(IEnumerable<InferenceSession> sessions, int batch, double seconds) =>
        Task.WhenAll(sessions.Select(session => Task.Run(() => LoopAsync(session, batch, seconds))));

    private static double RowsPerSecond(IEnumerable<(List<double> Milliseconds, double Seconds)> loops, int batch) =>
        loops.Sum(loop => loop.Milliseconds.Count * batch / loop.Seconds);

    /// <returns>How long runs took, ascending, and how long the loop.</returns>
    private async Task<(List<double> Milliseconds, double Seconds)> LoopAsync(InferenceSession session, int batch, double seconds, TimeSpan rest = default)
    {
        var values = new List<OrtValue>();
        try
        {
            for (var index = 0; index < _model.Inputs.Length; index++) values.Add(Value(_model.Inputs[index], _model.BatchAxes[index], batch));
            using var options = new RunOptions();
            string[] names = [.. _model.Inputs.Select(input => input.Name)];
            session.Run(options, names, values, session.OutputNames).Dispose();
            var (times, began) = (new List<double>(100_000), Stopwatch.GetTimestamp());
            while (Stopwatch.GetElapsedTime(began).TotalSeconds < seconds)
            {
                if (rest > TimeSpan.Zero) await Task.Delay(rest, TimeProvider.System);
                var started = Stopwatch.GetTimestamp();
                session.Run(options, names, values, session.OutputNames).Dispose();
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
            times.Sort();
            return (times, took);
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
