using Slipway.Runtime.Serving.Store;
using Slipway.Runtime.Serving.Tests.Support;
using static Slipway.Runtime.Serving.Tests.Support.StoreFixture;

namespace Slipway.Runtime.Serving.Tests.Store;

public sealed class HttpDownloadTests
{
    private const int Size = 1_500_000;

    [Fact]
    public async Task Row_35_places_a_file_with_its_digest_and_tells_the_progress()
    {
        var content = Bytes(Size);
        await using var server = await LoopbackServer.StartAsync(new FileAnswer(content).AnswerAsync);
        using var store = new StoreFixture();
        var model = (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed();
        (await File.ReadAllBytesAsync(model.ModelPath)).ShouldBe(content);
        model.Digest.ShouldBe("sha256:" + Hex(content));
        model.SizeBytes.ShouldBe(Size);
        model.FromCache.ShouldBeFalse();
        Path.GetDirectoryName(model.ModelPath).ShouldBe(model.RootPath);
        store.Stages.ShouldBe([FetchStage.Downloading, FetchStage.Downloading, FetchStage.Verifying]);
        store.Progress[^1].ShouldBe(new FetchProgress(Size, Size));
        store.Progress.Select(progress => progress.Bytes).ShouldBeInOrder();
        store.Directory.Files("cache/partial").ShouldBeEmpty();
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Asks_nobody_when_the_digest_is_in_the_cache()
    {
        var content = Bytes(Size);
        await using var server = await LoopbackServer.StartAsync(new FileAnswer(content).AnswerAsync);
        using var store = new StoreFixture();
        (await store.FetchAsync(server.Uri + "/m.onnx", Hex(content))).ShouldSucceed().FromCache.ShouldBeFalse();
        (await store.FetchAsync("https://elsewhere.example/m.onnx", "SHA256:" + Hex(content).ToUpperInvariant())).ShouldSucceed().FromCache.ShouldBeTrue();
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Downloads_nothing_again_when_the_source_has_not_changed()
    {
        var answer = new FileAnswer(Bytes(Size));
        await using var server = await LoopbackServer.StartAsync(answer.AnswerAsync);
        using var store = new StoreFixture();
        (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed();
        (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed().FromCache.ShouldBeTrue();
        (answer.Content, answer.ETag) = (Bytes(Size, seed: 2), "\"v2\"");
        var changed = (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed();
        changed.FromCache.ShouldBeFalse();
        changed.Digest.ShouldBe("sha256:" + Hex(answer.Content));
    }

    [Fact]
    public async Task Row_27_removes_a_cached_file_that_no_longer_has_its_digest()
    {
        var content = Bytes(Size);
        await using var server = await LoopbackServer.StartAsync(new FileAnswer(content).AnswerAsync);
        using var store = new StoreFixture();
        var path = (await store.FetchAsync(server.Uri + "/m.onnx", Hex(content))).ShouldSucceed().ModelPath;
        await File.WriteAllBytesAsync(path, Bytes(Size, seed: 3));
        var again = (await store.FetchAsync(server.Uri + "/m.onnx", Hex(content))).ShouldSucceed();
        again.FromCache.ShouldBeFalse();
        (await File.ReadAllBytesAsync(again.ModelPath)).ShouldBe(content);
    }

    [Fact]
    public async Task Row_28_goes_on_where_a_cut_connection_stopped()
    {
        var content = Bytes(Size);
        var answer = new FileAnswer(content) { CutAfter = number => number switch { 1 => 600_000, 3 => 500_000, _ => null } };
        await using var server = await LoopbackServer.StartAsync(answer.AnswerAsync);
        using var store = new StoreFixture();
        (await store.FetchAsync(server.Uri + "/m.onnx", Hex(content))).ShouldSucceed();
        var ranges = server.Requests.Select(request => request.Headers.Range.ToString()).Where(range => range.Length > 0).ToList();
        ranges.Count.ShouldBe(2);
        ranges.ShouldAllBe(range => range != "bytes=0-");
        server.Requests.Where(request => request.Headers.Range.Count > 0).ShouldAllBe(request => request.Headers.IfRange == "\"v1\"");
    }

    [Theory]
    [InlineData(false, "\"v1\"", true)]
    [InlineData(true, null, true)]
    [InlineData(true, "W/\"weak\"", true)]
    [InlineData(true, "\"v1\"", false)]
    public async Task Starts_over_when_the_rest_cannot_be_asked_for(bool knowsRanges, string? tag, bool saysLength)
    {
        var content = Bytes(Size);
        var answer = new FileAnswer(content)
        {
            KnowsRanges = knowsRanges,
            ETag = tag,
            SaysLength = saysLength,
            CutAfter = number => number == 1 ? 600_000 : null,
        };
        await using var server = await LoopbackServer.StartAsync(answer.AnswerAsync);
        using var store = new StoreFixture();
        (await store.FetchAsync(server.Uri + "/m.onnx", Hex(content))).ShouldSucceed().SizeBytes.ShouldBe(Size);
    }

    [Fact]
    public async Task Row_28_never_joins_two_versions_of_a_file()
    {
        var answer = new FileAnswer(Bytes(Size)) { CutAfter = number => number == 1 ? 600_000 : null };
        var second = Bytes(Size, seed: 9);
        await using var server = await LoopbackServer.StartAsync(async (context, number) =>
        {
            if (number == 2) (answer.Content, answer.ETag) = (second, "\"v2\"");
            await answer.AnswerAsync(context, number);
        });
        using var store = new StoreFixture();
        (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed().Digest.ShouldBe("sha256:" + Hex(second));
        store.Visible().Length.ShouldBe(1);
    }

    [Fact]
    public async Task Row_35_reports_a_stall_after_its_timeout()
    {
        var answer = new FileAnswer(Bytes(Size)) { CutAfter = static _ => 0, StallsInstead = true };
        await using var server = await LoopbackServer.StartAsync(answer.AnswerAsync);
        using var store = new StoreFixture();
        store.Options = store.Options with { StallTimeout = TimeSpan.FromMilliseconds(150), MaxAttempts = 2 };
        (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldFail(StartFailureReason.DownloadStalled).ShouldContain("0.2 s");
        store.Visible().ShouldBeEmpty();
    }

    [Fact]
    public async Task Row_35_reports_a_server_that_never_answers_as_stalled()
    {
        await using var server = await LoopbackServer.StartAsync((context, _) => FileAnswer.SilenceAsync(context));
        using var store = new StoreFixture();
        store.Options = store.Options with { StallTimeout = TimeSpan.FromMilliseconds(150), MaxAttempts = 1 };
        (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldFail(StartFailureReason.DownloadStalled);
    }

    [Theory]
    [InlineData(400, StartFailureReason.StorageUnreachable, 1)]
    [InlineData(401, StartFailureReason.StorageUnauthorized, 1)]
    [InlineData(403, StartFailureReason.StorageUnauthorized, 1)]
    [InlineData(404, StartFailureReason.ModelNotFound, 1)]
    [InlineData(410, StartFailureReason.ModelNotFound, 1)]
    [InlineData(429, StartFailureReason.StorageUnreachable, 3)]
    [InlineData(500, StartFailureReason.StorageUnreachable, 3)]
    [InlineData(503, StartFailureReason.StorageUnreachable, 3)]
    public async Task Tells_answers_apart(int status, StartFailureReason reason, int attempts)
    {
        await using var server = await LoopbackServer.StartAsync((context, _) =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        using var store = new StoreFixture();
        (await store.FetchAsync(server.Uri + "/m.onnx?sig=SECRET")).ShouldFail(reason).ShouldNotContain("SECRET");
        server.Requests.Count.ShouldBe(attempts);
    }

    [Fact]
    public async Task Recovers_from_an_error_that_passes()
    {
        var answer = new FileAnswer(Bytes(Size));
        await using var server = await LoopbackServer.StartAsync((context, number) =>
        {
            if (number > 2) return answer.AnswerAsync(context, number);
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        using var store = new StoreFixture();
        (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed();
    }

    [Fact]
    public async Task Row_27_never_shows_content_with_a_wrong_digest()
    {
        await using var server = await LoopbackServer.StartAsync(new FileAnswer(Bytes(Size)).AnswerAsync);
        using var store = new StoreFixture();
        (await store.FetchAsync(server.Uri + "/m.onnx", new string('0', 64))).ShouldFail(StartFailureReason.DigestMismatch)
            .ShouldContain(Hex(Bytes(Size)));
        store.Directory.Files("cache").ShouldAllBe(path => path.StartsWith("cache/locks/"));
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Takes_a_body_of_unknown_length()
    {
        await using var server = await LoopbackServer.StartAsync(new FileAnswer(Bytes(Size)) { SaysLength = false }.AnswerAsync);
        using var store = new StoreFixture();
        (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed().SizeBytes.ShouldBe(Size);
        store.Progress[^1].TotalBytes.ShouldBeNull();
    }

    [Fact]
    public async Task Row_36_refuses_before_the_first_byte_what_does_not_fit_on_the_volume()
    {
        await using var server = await LoopbackServer.StartAsync(new FileAnswer(Bytes(Size)).AnswerAsync);
        using var store = new StoreFixture { FreeBytes = _ => Size - 1 };
        store.Options = store.Options with { FreeSpaceReserveBytes = 0 };
        (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldFail(StartFailureReason.InsufficientStorage).ShouldContain($"{Size} more bytes");
        store.Progress.ShouldBeEmpty();
        store.Directory.Files("cache/partial").ShouldBeEmpty();
    }

    [Fact]
    public async Task Row_36_removes_partial_files_when_the_disk_fills_up()
    {
        var checks = 0;
        await using var server = await LoopbackServer.StartAsync(new FileAnswer(new byte[70 * 1024 * 1024]).AnswerAsync);
        using var store = new StoreFixture { FreeBytes = _ => ++checks == 1 ? long.MaxValue : 0 };
        (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldFail(StartFailureReason.InsufficientStorage);
        checks.ShouldBe(2);
        store.Directory.Files("cache/partial").ShouldBeEmpty();
    }

    [Fact]
    public async Task Row_52_refuses_an_archive_under_another_name()
    {
        byte[] zip = [0x50, 0x4b, 0x03, 0x04, .. Bytes(100)];
        await using var server = await LoopbackServer.StartAsync(new FileAnswer(zip).AnswerAsync);
        using var store = new StoreFixture();
        (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldFail(StartFailureReason.ModelRefused).ShouldContain("archive");
        store.Visible().ShouldBeEmpty();
    }

    [Fact]
    public async Task Row_37_says_when_nobody_listens()
    {
        var server = await LoopbackServer.StartAsync((_, _) => Task.CompletedTask);
        await server.DisposeAsync();
        using var store = new StoreFixture();
        (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldFail(StartFailureReason.StorageUnreachable).ShouldContain("refused");
        (await store.FetchAsync("https://no-such-host.invalid/m.onnx")).ShouldFail(StartFailureReason.StorageUnreachable);
    }
}
