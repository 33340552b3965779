using Slipway.Runtime.Serving.Store;
using Slipway.Runtime.Serving.Tests.Support;
using static Slipway.Runtime.Serving.Tests.Support.StoreFixture;

namespace Slipway.Runtime.Serving.Tests.Store.Caching;

public sealed class EvictionTests : IAsyncLifetime, IDisposable
{
    private const int Size = 100_000;

    private readonly StoreFixture _store = new();
    private LoopbackServer _server = null!;

    public async Task InitializeAsync() => _server = await LoopbackServer.StartAsync(
        static (context, number) => new FileAnswer(Bytes(Size, seed: context.Request.Path.Value![1])).AnswerAsync(context, number));

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task What_was_unused_for_longest_makes_room()
    {
        _store.Options = _store.Options with { CacheLimitBytes = (3 * Size) - 1 };
        var (a, b) = (await UseAsync("a"), await UseAsync("b"));
        (await UseAsync("a")).FromCache.ShouldBeTrue();
        Age(b, minutes: 10);

        var c = await UseAsync("c");

        Kept().ShouldBe([Hex(a), Hex(c)], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_in_use_stays_and_a_model_without_room_is_refused()
    {
        _store.Options = _store.Options with { CacheLimitBytes = (2 * Size) - 1 };
        var used = (await _store.FetchAsync(_server.Uri + "/a.onnx")).ShouldSucceed();

        var message = (await _store.FetchAsync(_server.Uri + "/b.onnx")).ShouldFail(StartFailureReason.InsufficientStorage);

        message.ShouldContain($"of the {(2 * Size) - 1} that the cache may take {Size} are in use");
        File.Exists(used.ModelPath).ShouldBeTrue();
        used.Use!.Dispose();
        (await _store.FetchAsync(_server.Uri + "/b.onnx")).ShouldSucceed();
        File.Exists(used.ModelPath).ShouldBeFalse();
    }

    [Fact]
    public async Task Row_36_a_full_volume_is_emptied_of_what_nobody_uses()
    {
        var a = await UseAsync("a");
        _store.FreeBytes = _ => _store.Visible().Length > 0 ? 0 : long.MaxValue / 2;

        var b = await UseAsync("b");

        Kept().ShouldBe([Hex(b)]);
        Hex(a).ShouldNotBe(Hex(b));
    }

    [Fact]
    public async Task What_a_killed_process_was_removing_is_removed()
    {
        _store.Directory.Write("cache/partial/trash-0/file/m.onnx", Bytes(10));
        await UseAsync("a");
        _store.Directory.Files("cache/partial").ShouldBeEmpty();
    }

    private static string Hex(StoredModel model) => model.Digest["sha256:".Length..];

    /// <summary>Fetches a model and ends its use, as a process does that ends.</summary>
    private async Task<StoredModel> UseAsync(string name)
    {
        var model = (await _store.FetchAsync($"{_server.Uri}/{name}.onnx")).ShouldSucceed();
        model.Use.ShouldNotBeNull().Dispose();
        return model;
    }

    private void Age(StoredModel model, int minutes)
    {
        var path = _store.Directory[$"cache/uses/{Hex(model)}"];
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddMinutes(-minutes));
    }

    private string[] Kept() => [.. Directory.EnumerateDirectories(_store.Directory["cache/models"]).Select(path => Path.GetFileName(path))];
}
