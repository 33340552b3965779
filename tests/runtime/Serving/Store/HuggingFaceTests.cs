using Microsoft.AspNetCore.Http;
using Slipway.Runtime.Serving.Store;
using Slipway.Runtime.Serving.Tests.Support;
using static Slipway.Runtime.Serving.Tests.Support.StoreFixture;

namespace Slipway.Runtime.Serving.Tests.Store;

public sealed class HuggingFaceTests
{
    private const string Repository = "Org-1/My.Repo";

    [Theory]
    [InlineData("hf://Org-1/My.Repo/onnx/m.onnx")]
    [InlineData("hf://Org-1/My.Repo/onnx/m.onnx@v1")]
    [InlineData("hf://Org-1/My.Repo/onnx/m.onnx@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Fetches_one_file_by_its_commit(string uri)
    {
        var hub = new FakeHub(Repository);
        hub.Add("onnx/m.onnx", Bytes(1000));
        hub.Add("README.md", Bytes(10));
        await using var server = await LoopbackServer.StartAsync(hub.AnswerAsync);
        using var store = StoreOf(server);
        (await store.FetchAsync(uri)).ShouldSucceed().Digest.ShouldBe("sha256:" + Hex(Bytes(1000)));
        server.Requests.Last().Target.ShouldBe($"/{Repository}/resolve/{hub.Commit}/onnx/m.onnx");
        (await store.FetchAsync(uri)).ShouldSucceed().FromCache.ShouldBeTrue();
    }

    [Theory]
    [InlineData("hf://Org-1/My.Repo", 3)]
    [InlineData("hf://Org-1/My.Repo/onnx/@v1", 2)]
    public async Task Fetches_a_folder_with_external_data(string uri, int count)
    {
        var hub = new FakeHub(Repository);
        hub.Add("onnx/m.onnx", Bytes(1000));
        hub.Add("onnx/m.onnx_data", Bytes(2000));
        hub.Add("README.md", Bytes(10));
        await using var server = await LoopbackServer.StartAsync(hub.AnswerAsync);
        using var store = StoreOf(server);
        var model = (await store.FetchAsync(uri)).ShouldSucceed();
        model.IsFolder.ShouldBeTrue();
        Directory.GetFiles(model.RootPath, "*", SearchOption.AllDirectories).Length.ShouldBe(count);
    }

    [Fact]
    public async Task Sends_the_token_to_the_hub_and_not_to_where_it_redirects()
    {
        var content = Bytes(1_500_000);
        await using var storage = await LoopbackServer.StartAsync(new FileAnswer(content).AnswerAsync);
        var hub = new FakeHub(Repository) { Storage = storage.Uri };
        hub.Add("m.onnx", content);
        await using var server = await LoopbackServer.StartAsync(hub.AnswerAsync);
        using var store = StoreOf(server);
        store.Credential("token", "hf_SECRET");
        (await store.FetchAsync("hf://Org-1/My.Repo/m.onnx", Hex(content))).ShouldSucceed();
        server.Requests.ShouldAllBe(request => request.Headers.Authorization == "Bearer hf_SECRET");
        storage.Requests.ShouldHaveSingleItem().Headers.Authorization.ShouldBeEmpty();
    }

    [Fact]
    public async Task Row_39_a_branch_that_moves_during_a_fetch_does_not_mix_two_commits()
    {
        var hub = new FakeHub(Repository);
        hub.Add("m.onnx", Bytes(1_500_000));
        hub.Files.Values.Single().CutAfter = static number => number == 2 ? 600_000 : null;
        hub.AfterLookUp = () =>
        {
            if (hub.Commit[0] == 'b') return;
            hub.Commit = new string('b', 40);
            hub.Add("m.onnx", Bytes(1_500_000, seed: 2));
        };
        await using var server = await LoopbackServer.StartAsync(hub.AnswerAsync);
        using var store = StoreOf(server);
        (await store.FetchAsync("hf://Org-1/My.Repo/m.onnx")).ShouldSucceed().Digest.ShouldBe("sha256:" + Hex(Bytes(1_500_000)));
        server.Requests.Skip(1).ShouldAllBe(request => request.Target.Contains(new string('a', 40), StringComparison.Ordinal));
        (await store.FetchAsync("hf://Org-1/My.Repo/m.onnx")).ShouldSucceed().Digest.ShouldBe("sha256:" + Hex(Bytes(1_500_000, seed: 2)));
    }

    [Theory]
    [InlineData("onnx/../../m.onnx")]
    [InlineData("/etc/m.onnx")]
    public async Task Row_50_and_52_refuses_a_file_name_that_leads_elsewhere(string name)
    {
        var hub = new FakeHub(Repository);
        hub.Add(name, Bytes(1000));
        hub.Add("model.onnx", Bytes(1000));
        await using var server = await LoopbackServer.StartAsync(hub.AnswerAsync);
        using var store = StoreOf(server);
        (await store.FetchAsync("hf://Org-1/My.Repo")).ShouldFail(StartFailureReason.ModelRefused);
        store.Visible().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(401, "{}", StartFailureReason.StorageUnauthorized)]
    [InlineData(404, "{}", StartFailureReason.ModelNotFound)]
    [InlineData(503, "{}", StartFailureReason.StorageUnreachable)]
    [InlineData(200, "<html>", StartFailureReason.StorageUnreachable)]
    [InlineData(200, "null", StartFailureReason.StorageUnreachable)]
    [InlineData(200, "{\"sha\":\"../x\",\"siblings\":[]}", StartFailureReason.StorageUnreachable)]
    [InlineData(200, "{\"sha\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}", StartFailureReason.ModelNotFound)]
    [InlineData(200, "{\"sha\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"siblings\":null}", StartFailureReason.ModelNotFound)]
    public async Task Row_37_and_38_says_what_is_wrong_with_an_answer(int status, string body, StartFailureReason reason)
    {
        await using var server = await LoopbackServer.StartAsync((context, _) =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        });
        using var store = StoreOf(server);
        store.Credential("token", "hf_SECRET");
        (await store.FetchAsync("hf://Org-1/My.Repo/m.onnx")).ShouldFail(reason).ShouldNotContain("SECRET");
    }

    [Fact]
    public async Task Row_51_refuses_a_hub_that_redirects_to_a_private_address()
    {
        var hub = new FakeHub(Repository) { Storage = "http://169.254.169.254" };
        hub.Add("m.onnx", Bytes(1000));
        await using var server = await LoopbackServer.StartAsync(hub.AnswerAsync);
        using var store = StoreOf(server);
        (await store.FetchAsync("hf://Org-1/My.Repo/m.onnx")).ShouldFail(StartFailureReason.AddressRefused);
    }

    [Theory]
    [InlineData("hf://org")]
    [InlineData("hf://org/")]
    [InlineData("hf://org/repo@")]
    [InlineData("hf://org/repo/m.onnx@a/../b")]
    [InlineData("hf://org/@main")]
    [InlineData("hf://org/re%20po/m.onnx")]
    public void Refuses_an_address_that_names_no_repository(string text) =>
        ModelUriParser.Parse(text).Failure!.Reason.ShouldBe(StartFailureReason.InvalidArguments);

    private static StoreFixture StoreOf(LoopbackServer server)
    {
        var store = new StoreFixture();
        store.Credential("HF_ENDPOINT", server.Uri);
        return store;
    }
}
