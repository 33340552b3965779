using System.Text;

namespace Slipway.Runtime.Protocol.Tests;

/// <summary>Mutated requests with a fixed seed: always a request or a clean error, always the body given back.</summary>
public sealed class InferRequestFuzzTests
{
    private const int Rounds = 60_000;

    private static readonly ModelMetadata Model = new(
        "m", ["1"], "p", [new("x", WireDatatype.Fp32, [-1, 3]), new("s", WireDatatype.Bytes, [-1])], [new("y", WireDatatype.Fp32, [-1])]);

    private static readonly string[] Seeds =
    [
        """{"id":"1","inputs":[{"name":"x","datatype":"FP32","shape":[2,3],"data":[[1,2.5,-3e2],[4,5,"NaN"]]}],"outputs":[{"name":"y"}]}""",
        """{"inputs":[{"name":"s","datatype":"BYTES","shape":[2],"data":["a\u00fc","\ud83d\ude00"]},{"name":"i","datatype":"INT8","shape":[3],"data":[-128,127,0]}]}""",
        """{"parameters":{"binary_data_output":true,"timeout":5,"priority":1},"inputs":[{"name":"x","datatype":"FP32","shape":[1,3],"parameters":{"binary_data_size":12}},{"name":"s","datatype":"BYTES","shape":[1],"parameters":{"binary_data_size":5}}]}""",
        """{"inputs":[{"name":"b","datatype":"BOOL","shape":[],"data":[true]},{"name":"u","datatype":"UINT64","shape":[1],"data":[18446744073709551615]}],"outputs":[{"name":"y","parameters":{"classification":2,"binary_data":true}}]}""",
    ];

    private static readonly byte[][] Fragments =
    [
        "["u8.ToArray(), "]"u8.ToArray(), "{"u8.ToArray(), "}"u8.ToArray(), "\""u8.ToArray(), "\\u"u8.ToArray(), "\\"u8.ToArray(), ","u8.ToArray(),
        ":"u8.ToArray(), "-"u8.ToArray(), "e999"u8.ToArray(), "9223372036854775807"u8.ToArray(), "0"u8.ToArray(), "null"u8.ToArray(),
        "\"shape\":[0,0]"u8.ToArray(), "\"data\":"u8.ToArray(), [0xff], [0x00], [0xed, 0xa0, 0x80], "[[[[[[[[[[[[[[[[["u8.ToArray(),
    ];

    [Fact]
    public void Never_gives_anything_but_a_request_or_a_clean_error()
    {
        var random = new Random(4242);
        var accepted = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var seed = Seeds[random.Next(Seeds.Length)];
            byte[] body = [.. Mutate(Encoding.UTF8.GetBytes(seed), random), .. "\0\0\0\0\0\0\0\0\0\0\0\0"u8, 1, 0, 0, 0, 65];
            int? headerLength = random.Next(3) switch { 0 => null, 1 => body.Length - 17, _ => random.Next(-2, body.Length + 3) };
            if (random.Next(4) == 0) body = body[..random.Next(body.Length)];
            if (headerLength is null && random.Next(2) == 0) body = body[..Math.Max(body.Length - 17, 0)];
            if (Try(body, headerLength)) accepted++;
        }

        accepted.ShouldBeInRange(Rounds / 100, Rounds - 1, "mutations should leave some requests right and not all");
    }

    private static bool Try(byte[] body, int? headerLength)
    {
        var owner = new CountedOwner();
        var result = InferRequestParser.Parse(body, headerLength, owner);
        if (result.Request is { } request)
        {
            SignatureCheck.Check(request, Model, 4)?.Message.ShouldNotBeNullOrEmpty();
            request.Dispose();
        }
        else
        {
            result.Error.ShouldNotBeNull().HttpStatus.ShouldBeOneOf(400, 501);
            result.Error.Message.Length.ShouldBeLessThan(3000);
        }

        owner.Returned.ShouldBe(1, Encoding.UTF8.GetString(body));
        return result.Succeeded;
    }

    private static byte[] Mutate(byte[] body, Random random)
    {
        var bytes = body.ToList();
        for (var edits = random.Next(0, 4); edits > 0 && bytes.Count > 0; edits--)
        {
            var position = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[position] = (byte)random.Next(256); break;
                case 1: bytes.RemoveAt(position); break;
                case 2: bytes.InsertRange(position, Fragments[random.Next(Fragments.Length)]); break;
                case 3: bytes.InsertRange(position, bytes.GetRange(position, Math.Min(random.Next(40), bytes.Count - position))); break;
                default: bytes.RemoveRange(position, Math.Min(random.Next(20), bytes.Count - position)); break;
            }
        }

        return [.. bytes];
    }
}
