using System.Net;
using Slipway.Runtime.Serving.Store;
using Slipway.Runtime.Serving.Store.Network;
using Slipway.Runtime.Serving.Tests.Support;

namespace Slipway.Runtime.Serving.Tests.Store;

public sealed class AddressPolicyTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.8.8.8", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::7f00:1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2002:808:808::", true)]
    [InlineData("2001::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    public void Row_51_knows_what_is_public(string address, bool isPublic) =>
        new AddressPolicy([]).Allows("host", IPAddress.Parse(address)).ShouldBe(isPublic);

    [Fact]
    public async Task Row_51_a_name_that_changes_its_address_between_two_connections_is_refused_at_the_second()
    {
        await using var server = await LoopbackServer.StartAsync(static (context, _) =>
        {
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        var answers = new Queue<string>(["127.0.0.1", "127.0.0.2"]);
        var options = new ModelStoreOptions { CacheDirectory = "/unused", AllowedHosts = ["127.0.0.1"] };
        using var client = new HttpMessageInvoker(StorageHandler.Create(
            options, ModelCredentials.None, (_, _) => Task.FromResult(new[] { IPAddress.Parse(answers.Dequeue()) })));
        var address = new Uri($"http://models.example:{new Uri(server.Uri).Port}/m.onnx");

        (await SendAsync()).Dispose();
        var refusal = await Should.ThrowAsync<HttpRequestException>(SendAsync());

        refusal.InnerException.ShouldBeOfType<AddressRefusedException>();
        answers.ShouldBeEmpty();
        server.Requests.Count.ShouldBe(1);

        async Task<HttpResponseMessage> SendAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            return await client.SendAsync(request, CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("minio.storage.svc", true)]
    [InlineData("MINIO.storage.svc.", true)]
    [InlineData("10.0.0.7", true)]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("10.0.0.8", false)]
    [InlineData("11.0.0.0/8", false)]
    [InlineData("storage.svc", false)]
    public void Allows_what_the_administrator_names(string entry, bool allows) =>
        new AddressPolicy([entry]).Allows("minio.storage.svc", IPAddress.Parse("10.0.0.7")).ShouldBe(allows);
}
