namespace Slipway.Runtime.Serving.Store;

/// <summary>The credential keys of decision 0001; those not given are null.</summary>
internal sealed record ModelCredentials
{
    public static ModelCredentials None { get; } = new();

    public string? AccessKeyId { get; init; }

    public string? SecretAccessKey { get; init; }

    public string? SessionToken { get; init; }

    public string? Region { get; init; }

    public string? EndpointUrl { get; init; }

    public bool ForcePathStyle { get; init; }

    public string? BearerToken { get; init; }

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>Where hf addresses are looked up; null: the public hub. A mirror or a proxy of one's own.</summary>
    public string? HubEndpoint { get; init; }

    /// <summary>A <c>kubernetes.io/dockerconfigjson</c> Secret's only key: logins by registry.</summary>
    public string? DockerConfig { get; init; }

    /// <summary>Whether a registry speaks http, as those inside a cluster may; then nobody signs in.</summary>
    public bool RegistryIsPlain { get; init; }

    /// <summary>One or more certificates in PEM that are trusted beside the system's.</summary>
    public string? CaCertificates { get; init; }

    /// <summary>No member may reach a log, so a record's own text is not offered.</summary>
    public override string ToString() => nameof(ModelCredentials);

    /// <summary>Reads a directory with one file per key, as a Secret is mounted.</summary>
    /// <exception cref="FetchException">The directory or a file cannot be read.</exception>
    public static async Task<ModelCredentials> ReadAsync(string? directory, CancellationToken cancellationToken)
    {
        if (directory is null) return None;
        if (!Directory.Exists(directory))
        {
            throw new FetchException(StartFailureReason.InvalidArguments, $"The credentials directory '{directory}' does not exist.");
        }

        return new ModelCredentials
        {
            AccessKeyId = await Key("AWS_ACCESS_KEY_ID"),
            SecretAccessKey = await Key("AWS_SECRET_ACCESS_KEY"),
            SessionToken = await Key("AWS_SESSION_TOKEN"),
            Region = await Key("AWS_REGION"),
            EndpointUrl = await Key("AWS_ENDPOINT_URL"),
            ForcePathStyle = IsTrue(await Key("AWS_S3_FORCE_PATH_STYLE")),
            BearerToken = await Key("token"),
            UserName = await Key("username"),
            Password = await Key("password"),
            HubEndpoint = await Key("HF_ENDPOINT"),
            DockerConfig = await Key(".dockerconfigjson"),
            RegistryIsPlain = IsTrue(await Key("OCI_PLAIN_HTTP")),
            CaCertificates = await Key("ca.crt"),
        };

        static bool IsTrue(string? text) => text is "true" or "True" or "TRUE" or "1";

        async Task<string?> Key(string name)
        {
            var path = Path.Combine(directory, name);
            if (!File.Exists(path)) return null;
            try
            {
                var text = (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
                return text.Length == 0 ? null : text;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new FetchException(StartFailureReason.StorageUnauthorized, $"The credential '{name}' cannot be read.", inner: exception);
            }
        }
    }
}
