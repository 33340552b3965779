using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>Makes S3 clients whose every connection goes through our handler and whose only credentials are those given.</summary>
internal static class S3ClientFactory
{
    private const string DefaultRegion = "us-east-1";

    /// <summary>Makes a client; without keys its requests are anonymous.</summary>
    /// <param name="credentials">Keys, region, endpoint.</param>
    /// <param name="connections">Used for every request, and not disposed.</param>
    public static IAmazonS3 Create(ModelCredentials credentials, HttpClient connections)
    {
        var region = credentials.Region ?? DefaultRegion;
        var config = new AmazonS3Config
        {
            HttpClientFactory = new OneClient(connections),
            AllowAutoRedirect = false,
            ForcePathStyle = credentials.ForcePathStyle,
            IgnoreConfiguredEndpointUrls = true,
            MaxErrorRetry = 0,
            Timeout = Timeout.InfiniteTimeSpan,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (credentials.EndpointUrl is { } endpoint)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return new AmazonS3Client(Keys(credentials), config);
    }

    private static AWSCredentials Keys(ModelCredentials credentials) => (credentials.AccessKeyId, credentials.SecretAccessKey) switch
    {
        (null, _) or (_, null) => new AnonymousAWSCredentials(),
        var (id, secret) when credentials.SessionToken is { } token => new SessionAWSCredentials(id, secret, token),
        var (id, secret) => new BasicAWSCredentials(id, secret),
    };

    private sealed class OneClient(HttpClient connections) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => connections;

        /// <summary>The SDK's cache would share a client between sources with other credentials and rules.</summary>
        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
