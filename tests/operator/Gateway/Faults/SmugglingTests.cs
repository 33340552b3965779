using Microsoft.AspNetCore.Http;
using Slipway.Gateway.Tests.Harness;

namespace Slipway.Gateway.Tests.Faults;

/// <summary>Requests that two readers would end at different bytes.</summary>
public sealed class SmugglingTests
{
    private const string Start = "POST /vision/ocr/v2/models/ocr/infer HTTP/1.1\r\nHost: a\r\n";

    [Theory]
    [InlineData("two lengths", Start + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}")]
    [InlineData("a length and chunks", Start + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("an unknown encoding", Start + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")]
    [InlineData("chunked before another", Start + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")]
    [InlineData("bare line feeds", "POST /vision/ocr/v2/models/ocr/infer HTTP/1.1\nHost: a\nContent-Length: 2\n\n{}")]
    [InlineData("a space before the colon", Start + "Content-Length : 2\r\n\r\n{}")]
    [InlineData("a folded line", Start + "x-a: 1\r\n Content-Length: 2\r\n\r\n{}")]
    [InlineData("a chunk without a size", Start + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("two hosts", "POST /vision/ocr/v2/models/ocr/infer HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("a zero in a header", Start + "x-a: 1\0\r\nContent-Length: 2\r\n\r\n{}")]
    public async Task Row_45_a_request_whose_end_is_doubtful_is_400_and_the_connection_is_closed(string what, string request)
    {
        await using var replica = await FakeReplica.StartAsync(context => context.Response.WriteAsync("ok"));
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddAsync(replica.HttpPort);
        using var connection = await RawConnection.OpenAsync(gateway.Http.BaseAddress!);

        await connection.SendAsync(request + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
        var answer = await connection.ReadToEndAsync();

        answer.ShouldStartWith("HTTP/1.1 400 ", customMessage: what);
        answer.LastIndexOf("HTTP/1.1 ", StringComparison.Ordinal).ShouldBe(0, $"{what}: one answer, and the end");
        replica.Requests.ShouldBe(0, what);
    }
}
