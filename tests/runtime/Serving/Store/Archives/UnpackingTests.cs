using System.Text;
using Slipway.Runtime.Serving.Store;
using Slipway.Runtime.Serving.Store.Archives;
using Slipway.Runtime.Serving.Store.Caching;
using Slipway.Runtime.Serving.Store.Sources;
using Slipway.Runtime.Serving.Tests.Support;

namespace Slipway.Runtime.Serving.Tests.Store.Archives;

public sealed class UnpackingTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Unpacks_names_of_every_length_and_way_of_writing()
    {
        var longName = $"a/{new string('b', 120)}/model.onnx";
        var tar = new TarBuilder().Directory("./").Add("./x.bin", [1]).AddLong(longName, [2]).AddPax("päx/" + longName, [3]).Add("empty", []).Build();

        var files = (await UnpackAsync(tar)).Files;

        files.Keys.Order(StringComparer.Ordinal).ShouldBe([longName, "empty", "päx/" + longName, "x.bin"], ignoreOrder: true);
        files[longName].ShouldBe(StoreFixture.Hex([2]));
        (await File.ReadAllBytesAsync(_directory["out/päx/" + longName])).ShouldBe([3]);
    }

    [Theory]
    [InlineData("../x", '0', "leads elsewhere")]
    [InlineData("a/../../x", '0', "leads elsewhere")]
    [InlineData("/x", '0', "leads elsewhere")]
    [InlineData("a\\b", '0', "leads elsewhere")]
    [InlineData("a\nb", '0', "leads elsewhere")]
    [InlineData("x", '1', "link")]
    [InlineData("x", '2', "link")]
    [InlineData("x", '3', "device")]
    [InlineData("x", '4', "device")]
    [InlineData("x", '6', "ordinary file")]
    [InlineData("x", 'S', "ordinary file")]
    [InlineData("x", 'V', "ordinary file")]
    [InlineData("m", '0', "twice")]
    [InlineData("./m", '0', "twice")]
    [InlineData("m/x", '0', "file and a directory")]
    [InlineData("m", '5', "file and a directory")]
    [InlineData(".", '0', "directory should be")]
    public async Task Row_52_refuses_a_member_that_is_not_plain(string name, char kind, string why) =>
        (await RefusesAsync(new TarBuilder().Add("m", [1]).Add(name, [], kind, "/etc/passwd").Build())).ShouldContain(why);

    [Theory]
    [InlineData("L", "too long")]
    [InlineData("x", "too long")]
    [InlineData("0", "cut")]
    public async Task Row_52_takes_no_memory_for_what_a_header_claims(string kind, string why) =>
        (await RefusesAsync(new TarBuilder().Add("m", [1], kind[0], spoil: TarBuilder.HugeSize).Build())).ShouldContain(why);

    [Fact]
    public async Task Refuses_what_is_no_archive()
    {
        (await RefusesAsync(StoreFixture.Bytes(1024))).ShouldContain("number that is none");
        (await RefusesAsync([.. new TarBuilder().Add("m", [1]).Build().Select((value, index) => index == 3 ? (byte)'x' : value)])).ShouldContain("checksum");
        (await RefusesAsync(new TarBuilder().Add("m", new byte[5000]).Build()[..3000])).ShouldContain("cut");
        (await RefusesAsync(StoreFixture.Bytes(1024), Packing.TarGzip)).ShouldContain("cannot be unpacked");
        (await RefusesAsync(new TarBuilder().Add("x", Encoding.UTF8.GetBytes("5 path=\n"), 'x').Build())).ShouldContain("cannot be read");
    }

    [Fact]
    public async Task Row_52_survives_any_damage_to_an_archive()
    {
        var whole = new TarBuilder().Add("model.onnx", StoreFixture.Bytes(700)).AddPax("a/" + new string('b', 150), [3]).AddLong(new string('c', 120), [4]).Build();
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var damaged = whole.ToArray();
            for (var count = random.Next(1, 4); count > 0; count--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                await UnpackAsync(damaged);
            }
            catch (FetchException exception)
            {
                exception.Failure.Reason.ShouldBe(StartFailureReason.ModelRefused);
            }

            Directory.EnumerateFileSystemEntries(_directory.Path).ShouldAllBe(path => Path.GetFileName(path) == "out" || Path.GetFileName(path) == "archive");
        }
    }

    [Fact]
    public async Task Row_36_stops_when_the_disk_fills_up()
    {
        var space = new FreeSpace(static _ => 0, reserveBytes: 1);
        var tar = new TarBuilder().Add("m", new byte[65 * 1024 * 1024]).Build();
        (await Should.ThrowAsync<FetchException>(UnpackAsync(tar, space: space))).Failure.Reason.ShouldBe(StartFailureReason.InsufficientStorage);
    }

    private async Task<string> RefusesAsync(byte[] archive, Packing packing = Packing.Tar)
    {
        var refusal = await Should.ThrowAsync<FetchException>(UnpackAsync(archive, packing));
        refusal.Failure.Reason.ShouldBe(StartFailureReason.ModelRefused);
        return refusal.Message;
    }

    private async Task<Unpacking> UnpackAsync(byte[] archive, Packing packing = Packing.Tar, FreeSpace? space = null)
    {
        if (Directory.Exists(_directory["out"])) Directory.Delete(_directory["out"], recursive: true);
        Directory.CreateDirectory(_directory["out"]);
        var listing = new SourceListing([new SourceEntry("layer-0", archive.Length, "v") { Packing = packing }], IsFolder: true);
        var unpacking = new Unpacking(_directory["out"], listing, space ?? new FreeSpace(static _ => long.MaxValue, 0));
        await unpacking.AddAsync(_directory.Write("archive", archive), packing, CancellationToken.None);
        return unpacking;
    }
}
