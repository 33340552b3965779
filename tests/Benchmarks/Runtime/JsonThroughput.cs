using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text;
using Slipway.Runtime.Protocol;
using Slipway.Tests.Support.Benchmarks;

namespace Slipway.Benchmarks.Runtime;

/// <summary>How fast tensors of a megabyte are read from JSON and written to it: one thread, no server.</summary>
internal static class JsonThroughput
{
    private const int Elements = 100_000;
    private const int Rounds = 200;
    private const int WarmUpRounds = 100;

    /// <summary>Measures and reports; the median of many rounds.</summary>
    public static async Task MeasureAsync(BenchmarkReport report)
    {
        var floats = Enumerable.Range(0, Elements).Select(index => MathF.Sin(index)).ToArray();
        report.Goal("JSON parse of a float tensor, MB/s", await ParseAsync("FP32", floats.Select(Short)), ">=", 150);
        report.Goal("JSON parse of a float tensor as Python writes it (17 digits), MB/s", await ParseAsync("FP32", floats.Select(value => Long(value))), ">=", 150);
        report.Figure("json.parse.fp64.megabytesPerSecond", await ParseAsync("FP64", floats.Select(value => Long(value))));
        report.Figure("json.parse.int32.megabytesPerSecond", await ParseAsync("INT32", Enumerable.Range(0, Elements).Select(index => Text(index * 7919))));
        report.Figure("json.write.fp32.megabytesPerSecond", await WriteAsync(WireDatatype.Fp32, MemoryMarshal.AsBytes<float>(floats).ToArray()));
        var whole = Enumerable.Range(0, Elements).Select(index => index * 7919).ToArray();
        report.Figure("json.write.int32.megabytesPerSecond", await WriteAsync(WireDatatype.Int32, MemoryMarshal.AsBytes<int>(whole).ToArray()));
    }

    private static string Short(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Long(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static Task<double> ParseAsync(string datatype, IEnumerable<string> numbers)
    {
        var body = Encoding.UTF8.GetBytes(
            $$"""{"inputs":[{"name":"x","datatype":"{{datatype}}","shape":[{{Elements}}],"data":[{{string.Join(',', numbers)}}]}]}""");
        return MedianAsync(() =>
        {
            InferRequestParser.Parse(body, headerLength: null, bodyOwner: null).Request!.Dispose();
            return Task.FromResult((long)body.Length);
        });
    }

    private static Task<double> WriteAsync(WireDatatype datatype, byte[] data)
    {
        var tensor = new WireTensor("y", datatype, [Elements], data);
        var message = new InferResponseMessage { ModelName = "m", ModelVersion = "1", Outputs = [new ResponseOutput(tensor, Binary: false)] };
        var sink = PipeWriter.Create(Stream.Null);
        return MedianAsync(async () =>
        {
            if (!InferResponseEncoder.TryEncode(message, out var encoded, out var error)) throw new InvalidOperationException(error.Message);
            using (encoded) await encoded.WriteToAsync(sink, CancellationToken.None);
            return encoded.ContentLength;
        });
    }

    private static async Task<double> MedianAsync(Func<Task<long>> once)
    {
        for (var round = 0; round < WarmUpRounds; round++) await once();
        var rates = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var bytes = await once();
            rates.Add(bytes / 1e6 / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        rates.Sort();
        return rates[rates.Count / 2];
    }
}
