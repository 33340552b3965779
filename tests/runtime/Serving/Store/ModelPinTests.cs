using Slipway.Runtime.Serving.Tests.Support;
using static Slipway.Runtime.Serving.Tests.Support.StoreFixture;

namespace Slipway.Runtime.Serving.Tests.Store;

/// <summary>All replicas of a version serve what its first one found, whatever has become of the address since.</summary>
public sealed class ModelPinTests : IDisposable
{
    private const int Size = 300_000;

    private readonly StoreFixture _store = new();
    private readonly byte[] _content = Bytes(Size);
    private readonly byte[] _other = Bytes(Size, seed: 2);

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Row_39_an_overwritten_file_is_refused_and_the_message_says_what_to_do()
    {
        await using var server = await LoopbackServer.StartAsync(new FileAnswer(_other).AnswerAsync);
        _store.Pin(Hex(_content));

        var message = (await _store.FetchAsync(server.Uri + "/m.onnx")).ShouldFail(StartFailureReason.DigestMismatch);

        message.ShouldContain("has been changed");
        message.ShouldContain(Hex(_content));
        message.ShouldContain(Hex(_other));
        _store.Visible().ShouldBeEmpty();
    }

    [Fact]
    public async Task Row_39_what_the_cache_holds_needs_no_store()
    {
        var answer = new FileAnswer(_content);
        await using var server = await LoopbackServer.StartAsync(answer.AnswerAsync);
        var first = (await _store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed();
        answer.Content = _other;
        _store.Pin(Hex(_content));

        var second = (await _store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed();

        second.ModelPath.ShouldBe(first.ModelPath);
        second.FromCache.ShouldBeTrue();
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Row_39_a_branch_that_has_moved_is_read_at_the_commit_that_was_pinned()
    {
        var hub = new FakeHub("Org-1/My.Repo");
        hub.Add("on nx/m.onnx", _content);
        await using var server = await LoopbackServer.StartAsync(hub.AnswerAsync);
        _store.Credential("HF_ENDPOINT", server.Uri);

        var found = (await _store.FetchAsync("hf://Org-1/My.Repo/on%20nx/")).ShouldSucceed();

        found.ResolvedUri.ShouldBe($"hf://Org-1/My.Repo/on%20nx/@{hub.Commit}");
        using var other = new StoreFixture();
        other.Pin(found.Digest, found.ResolvedUri);
        other.Credential("HF_ENDPOINT", server.Uri);
        (await other.FetchAsync("hf://Org-1/My.Repo/on%20nx/@moved")).ShouldSucceed().Digest.ShouldBe(found.Digest);
        server.Requests.ShouldAllBe(request => !request.Target.Contains("moved", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_volume_whose_file_was_replaced_is_refused()
    {
        _store.Directory.Write("claims/models/m.onnx", "now something else");
        _store.Pin(Hex(_content));
        (await _store.FetchAsync("pvc://models/m.onnx")).ShouldFail(StartFailureReason.DigestMismatch).ShouldContain("has been changed");
    }

    [Fact]
    public async Task A_pin_leaves_external_data_allowed_as_only_a_digest_of_the_users_own_forbids_it()
    {
        await using var server = await LoopbackServer.StartAsync(new FileAnswer(_content).AnswerAsync);
        _store.Pin(Hex(_content));
        (await _store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed().IsPinned.ShouldBeFalse();
        (await _store.FetchAsync(server.Uri + "/m.onnx", Hex(_content))).ShouldSucceed().IsPinned.ShouldBeTrue();
    }

    [Theory]
    [InlineData("abc", null, "sha256")]
    [InlineData(null, "https://user:SECRET@models.example/m.onnx", "uri")]
    [InlineData(null, "../m.onnx", "uri")]
    public async Task Says_which_entry_of_a_pin_cannot_be_used(string? sha256, string? uri, string entry)
    {
        _store.Pin(sha256 ?? Hex(_content), uri);
        var message = (await _store.FetchAsync("https://models.example/m.onnx")).ShouldFail(StartFailureReason.InvalidArguments);
        message.ShouldContain($"'{entry}'");
        message.ShouldNotContain("SECRET");
    }
}
