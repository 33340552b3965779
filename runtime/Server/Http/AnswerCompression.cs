using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Slipway.Runtime.Server.Http;

/// <summary>Compresses answers for clients that ask (<c>Accept-Encoding: gzip</c> or <c>deflate</c>), where that can be worth it.</summary>
internal sealed class AnswerCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options)
    : ResponseCompressionProvider(services, options)
{
    /// <summary>Below this, the frame of gzip and the work cost more than they save.</summary>
    public const int MinBytes = 1024;

    /// <summary>What is offered; an answer is written once, so speed is worth more than the last percent.</summary>
    public static void Configure(ResponseCompressionOptions options)
    {
        options.MimeTypes = ["application/json", "application/octet-stream"];
        options.Providers.Add(new GzipCompressionProvider(Options.Create(new GzipCompressionProviderOptions { Level = CompressionLevel.Fastest })));
        options.Providers.Add(new DeflateProvider());
    }

    /// <inheritdoc/>
    public override bool ShouldCompressResponse(HttpContext context) =>
        context.Response.ContentLength >= MinBytes && base.ShouldCompressResponse(context);

    private sealed class DeflateProvider : ICompressionProvider
    {
        public string EncodingName => "deflate";

        public bool SupportsFlush => true;

        public Stream CreateStream(Stream outputStream) => new ZLibStream(outputStream, CompressionLevel.Fastest, leaveOpen: true);
    }
}
