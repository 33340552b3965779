using Slipway.Runtime.Serving.Store;
using Slipway.Runtime.Serving.Tests.Support;
using static Slipway.Runtime.Serving.Tests.Support.StoreFixture;

namespace Slipway.Runtime.Serving.Tests.Store;

public sealed class LocalModelTests
{
    [Fact]
    public async Task Uses_a_file_where_it_lies()
    {
        using var store = new StoreFixture();
        var path = store.Directory.Write("my models/m.onnx", Bytes(1000));
        var model = (await store.FetchAsync(new Uri(path).AbsoluteUri, Hex(Bytes(1000)))).ShouldSucceed();
        model.ModelPath.ShouldBe(path);
        model.SizeBytes.ShouldBe(1000);
        store.Stages.ShouldBe([FetchStage.Verifying]);
    }

    [Theory]
    [InlineData("pvc://claim/ocr/2/")]
    [InlineData("pvc://claim/ocr/2")]
    [InlineData("pvc://claim/ocr/2/det.onnx")]
    public async Task Reads_a_claim_below_its_mount(string uri)
    {
        using var store = new StoreFixture();
        store.Directory.Write("claims/claim/ocr/2/weights/a.bin", Bytes(10));
        var path = store.Directory.Write("claims/claim/ocr/2/det.onnx", Bytes(20));
        var model = (await store.FetchAsync(uri)).ShouldSucceed();
        model.ModelPath.ShouldBe(path);
        model.RootPath.ShouldBe(Path.GetDirectoryName(path));
    }

    [Theory]
    [InlineData("pvc://claim/ocr/", true)]
    [InlineData("pvc://claim/ocr/m.onnx", false)]
    public async Task Says_how_far_its_digest_reaches(string uri, bool isFolder)
    {
        using var store = new StoreFixture();
        store.Directory.Write("claims/claim/ocr/m.onnx", Bytes(20));
        var model = (await store.FetchAsync(uri)).ShouldSucceed();
        model.IsFolder.ShouldBe(isFolder);
        model.IsPinned.ShouldBeFalse();
        (await store.FetchAsync(uri, model.Digest["sha256:".Length..])).ShouldSucceed().IsPinned.ShouldBeTrue();
    }

    [Fact]
    public async Task Takes_the_claim_itself_for_a_folder()
    {
        using var store = new StoreFixture();
        store.Directory.Write("claims/claim/model.onnx", Bytes(20));
        (await store.FetchAsync("pvc://claim")).ShouldSucceed().RootPath.ShouldBe(store.Directory["claims/claim"]);
    }

    [Fact]
    public async Task Row_27_says_what_is_missing_or_different()
    {
        using var store = new StoreFixture();
        store.Directory.Write("claims/claim/m.onnx", Bytes(20));
        (await store.FetchAsync("pvc://claim/other.onnx")).ShouldFail(StartFailureReason.ModelNotFound).ShouldContain("pvc://claim/other.onnx");
        (await store.FetchAsync("pvc://other/m.onnx")).ShouldFail(StartFailureReason.ModelNotFound);
        (await store.FetchAsync("pvc://claim/m.onnx", new string('a', 64))).ShouldFail(StartFailureReason.DigestMismatch);
    }

    [Theory]
    [InlineData("link.onnx", "pvc://claim/link.onnx")]
    [InlineData("folder/link.onnx", "pvc://claim/folder/")]
    public async Task Row_52_refuses_a_link_out_of_the_volume(string link, string uri)
    {
        using var store = new StoreFixture();
        var secret = store.Directory.Write("secret.onnx", Bytes(20));
        Directory.CreateDirectory(store.Directory["claims/claim/folder"]);
        File.CreateSymbolicLink(store.Directory["claims/claim/" + link], secret);
        (await store.FetchAsync(uri)).ShouldFail(StartFailureReason.ModelRefused).ShouldContain("link");
    }

    [Fact]
    public async Task Follows_a_link_inside_the_volume()
    {
        using var store = new StoreFixture();
        store.Directory.Write("claims/claim/versions/2/m.onnx", Bytes(20));
        Directory.CreateSymbolicLink(store.Directory["claims/claim/latest"], "versions/2");
        (await store.FetchAsync("pvc://claim/latest/m.onnx")).ShouldSucceed();
    }

    [Fact]
    public async Task Skips_what_a_repair_left_at_the_top_of_a_volume_and_nowhere_else()
    {
        using var store = new StoreFixture();
        store.Directory.Write("claims/claim/model.onnx", Bytes(20));
        var alone = (await store.FetchAsync("pvc://claim/")).ShouldSucceed();
        store.Directory.Write("claims/claim/lost+found/model.onnx", Bytes(30));
        (await store.FetchAsync("pvc://claim/")).ShouldSucceed().Digest.ShouldBe(alone.Digest);
        store.Directory.Write("claims/claim/sub/lost+found/x.bin", Bytes(30));
        (await store.FetchAsync("pvc://claim/")).ShouldSucceed().SizeBytes.ShouldBe(50);
    }

    // Opening a pipe would wait for ever, so this hangs when it is not looked at first.
    [Theory]
    [InlineData("pvc://claim/model.onnx")]
    [InlineData("pvc://claim/")]
    public async Task Row_52_refuses_a_pipe_before_it_is_opened(string uri)
    {
        using var store = new StoreFixture();
        Directory.CreateDirectory(store.Directory["claims/claim"]);
        using var process = System.Diagnostics.Process.Start("mkfifo", [store.Directory["claims/claim/model.onnx"]]);
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        (await store.FetchAsync(uri)).ShouldFail(StartFailureReason.ModelRefused).ShouldContain("no ordinary file");
    }

    [Fact]
    public async Task Refuses_a_device()
    {
        using var store = new StoreFixture();
        (await store.FetchAsync("file:///dev/zero")).ShouldFail(StartFailureReason.ModelRefused).ShouldContain("no ordinary file");
    }

    [Fact]
    public void Digests_a_folder_as_its_documentation_says()
    {
        var lines = $"a/b\0{Hex([1])}\nab\0{Hex([2])}\n";
        var expected = Hex(System.Text.Encoding.UTF8.GetBytes(lines));
        Digests.OfFolder([KeyValuePair.Create("ab", Hex([2])), KeyValuePair.Create("a/b", Hex([1]))]).ShouldBe(expected);
    }
}
