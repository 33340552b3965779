namespace Slipway.Runtime.Server.Http;

/// <summary>What a path of the V2 protocol names.</summary>
internal enum V2Resource
{
    /// <summary><c>/v2</c></summary>
    Server,

    /// <summary><c>/v2/health/live</c></summary>
    Live,

    /// <summary><c>/v2/health/ready</c></summary>
    Ready,

    /// <summary><c>/v2/models/{m}[/versions/{v}]</c></summary>
    Model,

    /// <summary><c>…/ready</c></summary>
    ModelReady,

    /// <summary><c>…/infer</c></summary>
    Infer,

    /// <summary><c>/v2/repository/index</c></summary>
    RepositoryIndex,
}
