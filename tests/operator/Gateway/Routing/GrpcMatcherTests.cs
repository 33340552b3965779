using System.Buffers.Binary;
using System.Text;
using Slipway.Gateway.Routing;

namespace Slipway.Gateway.Tests.Routing;

public sealed class GrpcMatcherTests
{
    private const string Infer = "/inference.GRPCInferenceService/ModelInfer";

    [Theory]
    [InlineData("ocr", "", "home/ocr", null)]
    [InlineData("ocr", "7", "home/ocr", "7")]
    public void The_first_message_names_model_and_version(string name, string version, string model, string? pinned)
    {
        var target = GrpcMatcher.Match("gateway", Infer, "home", Message(name, version), _ => false).ShouldNotBeNull();

        target.Model.ToString().ShouldBe(model);
        (target.Version, target.Path, target.IsDemand).ShouldBe((pinned, Infer, true));
    }

    [Fact]
    public void The_authority_wins_where_such_a_model_exists() =>
        GrpcMatcher.Match("ocr.vision", Infer, "home", Message("other", ""), _ => true)!.Model.ToString().ShouldBe("vision/ocr");

    [Fact]
    public void A_message_cut_anywhere_is_no_error()
    {
        var whole = Message("ocr", "7");
        for (var length = 0; length < whole.Length; length++)
            Should.NotThrow(() => GrpcMatcher.Match("gateway", Infer, "home", whole.AsSpan(0, length), _ => false));
    }

    [Fact]
    public void Random_bytes_are_no_error()
    {
        var random = new Random(5);
        var bytes = new byte[64];
        for (var tries = 0; tries < 20_000; tries++)
        {
            random.NextBytes(bytes);
            bytes[0] = 0;
            bytes[5] = (byte)(random.Next(2) == 0 ? 0x0A : 0x12);
            Should.NotThrow(() => GrpcMatcher.Match("gateway", Infer, "home", bytes.AsSpan(0, random.Next(64)), _ => false));
        }
    }

    private static byte[] Message(string name, string version)
    {
        byte[] fields = [.. Field(1, name), .. version.Length > 0 ? Field(2, version) : []];
        var header = new byte[5];
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(1), fields.Length);
        return [.. header, .. fields];
    }

    private static byte[] Field(int number, string text) => [(byte)((number << 3) | 2), (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];
}
