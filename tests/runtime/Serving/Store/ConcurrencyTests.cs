using Slipway.Runtime.Serving.Tests.Support;
using static Slipway.Runtime.Serving.Tests.Support.StoreFixture;

namespace Slipway.Runtime.Serving.Tests.Store;

public sealed class ConcurrencyTests
{
    private const int Size = 800_000;

    [Fact]
    public async Task Many_fetchers_of_one_model_download_it_once()
    {
        var content = Bytes(Size);
        await using var server = await LoopbackServer.StartAsync(new FileAnswer(content).AnswerAsync);
        using var store = new StoreFixture();
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => store.FetchAsync(server.Uri + "/m.onnx", Hex(content)))));
        foreach (var result in results) (await File.ReadAllBytesAsync(result.ShouldSucceed().ModelPath)).ShouldBe(content);
        results.Count(result => !result.ShouldSucceed().FromCache).ShouldBe(1);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_sources_of_one_content_share_its_place()
    {
        await using var server = await LoopbackServer.StartAsync(new FileAnswer(Bytes(Size)).AnswerAsync);
        using var store = new StoreFixture();
        var results = await Task.WhenAll(store.FetchAsync(server.Uri + "/a.onnx"), store.FetchAsync(server.Uri + "/b.onnx"));
        results[0].ShouldSucceed().ModelPath.ShouldBe(results[1].ShouldSucceed().ModelPath);
        store.Visible().Length.ShouldBe(1);
    }

    [Fact]
    public async Task Something_else_in_the_place_of_a_download_is_replaced_by_it()
    {
        var content = Bytes(Size);
        await using var server = await LoopbackServer.StartAsync(new FileAnswer(content).AnswerAsync);
        using var store = new StoreFixture();
        store.Directory.Write($"cache/models/{Hex(content)}/file/m.onnx", Bytes(100, seed: 2));

        var model = (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed();

        (await File.ReadAllBytesAsync(model.ModelPath)).ShouldBe(content);
        model.FromCache.ShouldBeFalse();
    }

    [Fact]
    public async Task Row_28_a_fetch_that_is_killed_shows_nothing_and_the_next_one_goes_on()
    {
        var content = Bytes(Size);
        var answer = new FileAnswer(content) { CutAfter = number => number == 1 ? 500_000 : null, StallsInstead = true };
        await using var server = await LoopbackServer.StartAsync(answer.AnswerAsync);
        using var store = new StoreFixture();
        using var kill = new CancellationTokenSource();
        var first = store.FetchAsync(server.Uri + "/m.onnx", Hex(content), kill.Token);
        await EventuallyAsync(() => store.Directory.Files("cache/partial").Any(path => new FileInfo(store.Directory[path]).Length >= 500_000));
        store.Visible().ShouldBeEmpty();
        await kill.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        store.Visible().ShouldBeEmpty();

        (await store.FetchAsync(server.Uri + "/m.onnx", Hex(content))).ShouldSucceed();
        server.Requests.Last().Headers.Range.ToString().ShouldBe("bytes=500000-");
        store.Directory.Files("cache/partial").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lock_is_waited_for_and_may_be_given_up()
    {
        await using var server = await LoopbackServer.StartAsync((context, _) => FileAnswer.SilenceAsync(context));
        using var store = new StoreFixture();
        using var stop = new CancellationTokenSource();
        var holder = store.FetchAsync(server.Uri + "/m.onnx", cancellationToken: stop.Token);
        await EventuallyAsync(() => !server.Requests.IsEmpty);
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(150));
        await Should.ThrowAsync<OperationCanceledException>(store.FetchAsync(server.Uri + "/m.onnx", cancellationToken: impatient.Token));
        server.Requests.Count.ShouldBe(1);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(holder);
    }

    private static async Task EventuallyAsync(Func<bool> isTrue)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isTrue()) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
    }
}
