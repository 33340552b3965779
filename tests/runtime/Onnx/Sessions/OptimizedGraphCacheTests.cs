using Slipway.Runtime.Serving;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.Runtime.Onnx.Tests.Sessions;

public sealed class OptimizedGraphCacheTests : IDisposable
{
    private static readonly float[] Image = [.. Enumerable.Range(0, 3 * 48 * 192).Select(index => (index % 255) / 255f)];

    private readonly TemporaryDirectory _directory = new();

    private string Graphs => _directory.Join("optimized");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_second_load_answers_the_same_from_the_kept_graph()
    {
        var first = await AnswerAsync();
        var kept = Directory.GetFiles(Graphs).ShouldHaveSingleItem();
        var written = File.GetLastWriteTimeUtc(kept);

        var second = await AnswerAsync();

        second.ShouldBe(first);
        File.GetLastWriteTimeUtc(kept).ShouldBe(written);
        Directory.GetFiles(Graphs).ShouldBe([kept]);
    }

    [Fact]
    public async Task A_damaged_graph_is_replaced()
    {
        var first = await AnswerAsync();
        var kept = Directory.GetFiles(Graphs).Single();
        var bytes = await File.ReadAllBytesAsync(kept);
        bytes[bytes.Length / 2] ^= 0xFF;
        await File.WriteAllBytesAsync(kept, bytes);

        var second = await AnswerAsync();

        second.ShouldBe(first);
        (await File.ReadAllBytesAsync(Directory.GetFiles(Graphs).ShouldHaveSingleItem())).ShouldNotBe(bytes);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_does_not_matter()
    {
        await File.WriteAllTextAsync(Graphs, "a file where the folder should be");

        (await AnswerAsync()).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Abandoned_files_are_removed_and_others_are_not()
    {
        Directory.CreateDirectory(Graphs);
        var old = Path.Join(Graphs, "x.1.unfinished");
        var current = Path.Join(Graphs, "x.2.unfinished");
        await File.WriteAllTextAsync(old, "old");
        await File.WriteAllTextAsync(current, "current");
        File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));

        await AnswerAsync();

        File.Exists(old).ShouldBeFalse();
        File.Exists(current).ShouldBeTrue();
    }

    private async Task<float[]> AnswerAsync()
    {
        await using var backend = await Loads.OkAsync(RealModels.OcrClassifier, new BackendOptions { CacheDirectory = _directory.Path });
        using var request = Requests.Of(Tensor.From<float>("x", TensorDatatype.Fp32, [1, 3, 48, 192], Image));
        using var response = await Requests.RunAsync(backend, request);
        return response.Outputs[0].As<float>().ToArray();
    }
}
