using System.Buffers.Text;
using System.Text;

namespace Virga.Notifications;

/// <summary>Where a page of topics ended: a place in the order of names, which stays valid while topics come and go.</summary>
internal static class TopicPageToken
{
    public static string Of(string name) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(name));

    /// <exception cref="NotificationException">The token is not one of ours.</exception>
    public static string NameIn(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        }
        catch (FormatException)
        {
            throw NotificationException.Invalid("NextToken Reason: it is not one of this list's");
        }
    }
}
