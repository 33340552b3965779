using Microsoft.AspNetCore.Http;
using Slipway.Gateway.Pools;
using Slipway.Gateway.Tests.Harness;

namespace Slipway.Gateway.Tests.Pools;

public sealed class PooledEndpointTests
{
    private static readonly Uri Target = new("http://one:8080");

    private readonly PooledEndpoint endpoint = new(TestPool.Replica("one"), DateTimeOffset.UnixEpoch);

    [Fact]
    public void The_address_of_a_path_is_made_once() =>
        endpoint.UriOf(Target, "/v2/a", QueryString.Empty).ShouldBeSameAs(endpoint.UriOf(Target, "/v2/a", QueryString.Empty));

    [Fact]
    public void Another_path_another_query_and_another_target_have_addresses_of_their_own()
    {
        endpoint.UriOf(Target, "/v2/a", QueryString.Empty).ToString().ShouldBe("http://one:8080/v2/a");
        endpoint.UriOf(Target, "/v2/b", QueryString.Empty).ToString().ShouldBe("http://one:8080/v2/b");
        endpoint.UriOf(Target, "/v2/b", new QueryString("?x=1")).ToString().ShouldBe("http://one:8080/v2/b?x=1");
        endpoint.UriOf(Target, "/v2/b", QueryString.Empty).ToString().ShouldBe("http://one:8080/v2/b");
        endpoint.UriOf(new Uri("http://one:9000"), "/v2/b", QueryString.Empty).ToString().ShouldBe("http://one:9000/v2/b");
    }
}
