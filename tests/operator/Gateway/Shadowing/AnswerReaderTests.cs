using System.IO.Compression;
using System.Text;
using Slipway.Gateway.Shadowing;
using Slipway.Gateway.Shadowing.Comparison;
using Slipway.Gateway.Tests.Harness;

namespace Slipway.Gateway.Tests.Shadowing;

/// <summary>What is no answer is told apart, and never breaks anything.</summary>
public sealed class AnswerReaderTests
{
    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("{", "no JSON")]
    [InlineData("[]", "members")]
    [InlineData("{}", "no outputs")]
    [InlineData("""{"outputs":{}}""", "members")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[2]}]}""", "without data")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[2],"data":[1]}]}""", "more or fewer elements")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[-1],"data":[1]}]}""", "impossible shape")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[4294967296,4294967296],"data":[1]}]}""", "impossible shape")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[1],"data":["one"]}]}""", "element that")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"INT8","shape":[1],"data":[128]}]}""", "element that")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP16","shape":[1],"data":[1]}]}""", "element that")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"TEXT","shape":[0],"data":[]}]}""", "unknown datatype")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"BYTES","shape":[1],"data":["\ud800"]}]}""", "element that")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[0],"data":[]},{"name":"y","datatype":"FP32","shape":[0],"data":[]}]}""", "twice")]
    [InlineData("""{"outputs":[{"name":"y","datatype":"FP32","shape":[1],"parameters":{"binary_data_size":4}}]}""", "fewer bytes")]
    public void Json_that_is_no_answer_is_refused(string json, string why) =>
        Should.Throw<UnreadableAnswerException>(() => AnswerReader.Read(Answers.Captured(json))).Message.ShouldContain(why);

    [Fact]
    public void Compressed_answers_are_read_up_to_a_limit()
    {
        var json = Encoding.UTF8.GetBytes(Answers.Json("[1,2]"));

        AnswerReader.Read(new CapturedAnswer(Zip(json), IsGrpc: false, null, "gzip"))["y"].Datatype.ShouldBe("FP32");

        var bomb = new CapturedAnswer(Zip(new byte[AnswerReader.MaxBytes + 1]), IsGrpc: false, null, "gzip");
        Should.Throw<UnreadableAnswerException>(() => AnswerReader.Read(bomb)).Message.ShouldContain("too large");
        Should.Throw<UnreadableAnswerException>(() => AnswerReader.Read(new CapturedAnswer(json, IsGrpc: false, null, "gzip"))).Message.ShouldContain("broken");
        Should.Throw<UnreadableAnswerException>(() => AnswerReader.Read(new CapturedAnswer(json, IsGrpc: false, null, "zstd"))).Message.ShouldContain("unknown way");
    }

    [Fact]
    public void Compressed_messages_of_gRPC_are_read()
    {
        var frame = Answers.Grpc("FP32", [1, 2], Answers.Bytes(1f, 2f));

        var answer = AnswerReader.Read(new CapturedAnswer(Answers.Frame(Zip(frame[5..]), flag: 1), IsGrpc: true, null, "gzip"));

        answer["y"].Data.ToArray().ShouldBe(Answers.Bytes(1f, 2f));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Answers_that_are_mutated_at_random_are_read_or_refused(int seed)
    {
        var random = new Random(seed);
        CapturedAnswer[] good =
        [
            Answers.Captured(Answers.Json("[NaN,-2.5]")),
            Answers.Captured(Answers.Json("[\"a\",\"b\\n\"]", "BYTES")),
            Answers.Binary(("a", "FP32", "[2]", Answers.Bytes(1f, 2f)), ("t", "BYTES", "[2]", Answers.Texts("x", "yy"))),
            new(Answers.Grpc("INT64", [2], Answers.Bytes(1L, 2L)), IsGrpc: true, null, ""),
            new(Answers.Grpc("BYTES", [1], Answers.Texts("text")), IsGrpc: true, null, ""),
            new(Zip(Encoding.UTF8.GetBytes(Answers.Json("[1,2]"))), IsGrpc: false, null, "gzip"),
        ];
        var (read, refused) = (0, 0);
        for (var round = 0; round < 20_000; round++)
        {
            var answer = good[random.Next(good.Length)];
            var mutated = answer with { Body = Mutate(answer.Body.ToArray(), random), JsonLength = random.Next(20) == 0 ? random.Next(-5, 200) : answer.JsonLength };
            try
            {
                var outputs = AnswerReader.Read(mutated);
                AnswerComparison.Compare(outputs, outputs, Tolerances.Of(Tolerance.Exact)).ShouldBeEmpty();
                AnswerComparison.Compare(AnswerReader.Read(answer), outputs, Tolerances.Of(new Tolerance(0.5, 0.1))).ShouldAllBe(delta => delta.MismatchPercent > 0);
                read++;
            }
            catch (UnreadableAnswerException)
            {
                refused++;
            }
        }

        read.ShouldBeGreaterThan(500);
        refused.ShouldBeGreaterThan(500);
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        for (var change = random.Next(1, 4); change > 0 && bytes.Length > 0; change--)
        {
            var at = random.Next(bytes.Length);
            bytes = random.Next(6) switch
            {
                0 => bytes[..at],
                1 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(8))..]],
                2 => [.. bytes[..at], .. bytes[at..Math.Min(bytes.Length, at + 8)], .. bytes[at..]],
                3 => [.. bytes[..at], (byte)"\"[]{},:NI-0\\"[random.Next(12)], .. bytes[(at + 1)..]],
                _ => [.. bytes[..at], (byte)random.Next(256), .. bytes[(at + 1)..]],
            };
        }
        return bytes;
    }

    private static byte[] Zip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var zip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(bytes);
        return target.ToArray();
    }
}
