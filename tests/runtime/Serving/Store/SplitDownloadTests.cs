using Slipway.Runtime.Serving.Tests.Support;
using static Slipway.Runtime.Serving.Tests.Support.StoreFixture;

namespace Slipway.Runtime.Serving.Tests.Store;

/// <summary>Large files by several connections; small numbers stand for large ones.</summary>
public sealed class SplitDownloadTests : IDisposable
{
    private const int Size = 1_000_000;
    private const int Part = 70_000;

    private readonly StoreFixture _store = new();
    private readonly byte[] _content = Bytes(Size);
    private readonly FileAnswer _answer;

    public SplitDownloadTests()
    {
        _answer = new FileAnswer(_content) { SaysRanges = true };
        _store.Options = _store.Options with { SplitFromBytes = 300_000, RangeBytes = Part };
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_large_file_comes_in_parts_and_each_part_once()
    {
        await using var server = await LoopbackServer.StartAsync(_answer.AnswerAsync);

        var model = (await _store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed();

        model.Digest.ShouldBe("sha256:" + Hex(_content));
        (await File.ReadAllBytesAsync(model.ModelPath)).ShouldBe(_content);
        Ranges(server).Order(StringComparer.Ordinal).ShouldBe(
            Enumerable.Range(0, 15).Select(index => $"bytes={index * Part}-{Math.Min((index + 1) * Part, Size) - 1}").Order(StringComparer.Ordinal));
        server.Requests.Where(request => request.Headers.Range.Count > 0).ShouldAllBe(request => request.Headers.IfRange == "\"v1\"");
        _store.Progress.Select(progress => progress.Bytes).ShouldBeInOrder();
        _store.Progress[^1].Bytes.ShouldBe(Size);
        _store.Visible().ShouldHaveSingleItem();
        _store.Directory.Files("cache/partial").ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_parts_are_on_their_way_at_the_same_time()
    {
        var (running, four) = (0, new TaskCompletionSource());
        await using var server = await LoopbackServer.StartAsync(async (context, number) =>
        {
            if (context.Request.Headers.Range.Count > 0)
            {
                if (Interlocked.Increment(ref running) == 4) four.SetResult();
                // The first part is asked for alone; the others only once it is known that there are parts.
                if (number > 2) await four.Task.WaitAsync(Patience);
            }

            await _answer.AnswerAsync(context, number);
        });
        (await _store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed();
    }

    [Fact]
    public async Task Row_28_parts_that_broke_go_on_where_they_stopped()
    {
        _answer.CutAfter = number => number is 4 or 7 or 11 ? 30_000 : null;
        await using var server = await LoopbackServer.StartAsync(_answer.AnswerAsync);

        (await _store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed().Digest.ShouldBe("sha256:" + Hex(_content));

        // What was complete did not come again: each of three failures ends at most four parts.
        Ranges(server).Count.ShouldBeInRange(16, 15 + (3 * 4));
    }

    [Fact]
    public async Task Row_28_another_process_goes_on_with_the_parts_of_one_that_was_killed()
    {
        // After five parts nothing comes any more, whichever requests had to be made again for them.
        var (isLive, parts) = (true, 0);
        await using var server = await LoopbackServer.StartAsync(async (context, number) =>
        {
            var isPart = context.Request.Headers.Range.Count > 0;
            if (Volatile.Read(ref isLive) && isPart && Volatile.Read(ref parts) >= 5)
            {
                await FileAnswer.SilenceAsync(context);
                return;
            }

            await _answer.AnswerAsync(context, number);
            if (isPart) Interlocked.Increment(ref parts);
        });
        using var kill = new CancellationTokenSource();
        var first = _store.FetchAsync(server.Uri + "/m.onnx", cancellationToken: kill.Token);
        await Slipway.Tests.Support.Eventually.TrueAsync(
            () => Task.FromResult(_store.Progress.ToArray().Any(progress => progress.Bytes >= 5 * Part)), "five parts to arrive", Patience);
        await kill.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        _store.Visible().ShouldBeEmpty();
        Volatile.Write(ref isLive, false);
        var before = server.Requests.Count;

        (await _store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed().Digest.ShouldBe("sha256:" + Hex(_content));

        // One request finds out what there is, ten bring the rest.
        (server.Requests.Count - before).ShouldBeLessThanOrEqualTo(11);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task One_stream_is_used_where_there_are_no_parts(bool says, bool knows)
    {
        (_answer.SaysRanges, _answer.KnowsRanges) = (says, knows);
        await using var server = await LoopbackServer.StartAsync(_answer.AnswerAsync);
        (await _store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed().Digest.ShouldBe("sha256:" + Hex(_content));
        Ranges(server).Count.ShouldBe(says ? 1 : 0);
        _store.Visible().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_source_that_stops_to_answer_with_parts_is_asked_for_all_of_it()
    {
        await using var server = await LoopbackServer.StartAsync((context, number) =>
        {
            _answer.KnowsRanges = number <= 5;
            return _answer.AnswerAsync(context, number);
        });
        (await _store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed().Digest.ShouldBe("sha256:" + Hex(_content));
    }

    [Fact]
    public async Task Row_28_parts_of_two_versions_are_never_joined()
    {
        var second = Bytes(Size, seed: 9);
        await using var server = await LoopbackServer.StartAsync(async (context, number) =>
        {
            if (number == 6) (_answer.Content, _answer.ETag) = (second, "\"v2\"");
            await _answer.AnswerAsync(context, number);
        });
        (await _store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed().Digest.ShouldBe("sha256:" + Hex(second));
        _store.Visible().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Row_35_parts_that_all_fall_silent_are_a_stall()
    {
        _answer.CutAfter = static number => number == 1 ? null : 1000;
        _answer.StallsInstead = true;
        _store.Options = _store.Options with { StallTimeout = TimeSpan.FromMilliseconds(300), MaxAttempts = 1 };
        await using var server = await LoopbackServer.StartAsync(_answer.AnswerAsync);
        (await _store.FetchAsync(server.Uri + "/m.onnx")).ShouldFail(StartFailureReason.DownloadStalled);
    }

    private static List<string> Ranges(LoopbackServer server) =>
        [.. server.Requests.Select(request => request.Headers.Range.ToString()).Where(range => range.Length > 0)];
}
