"""The addresses of stories: told, on their ladder, made unrecognisable, and handed on."""

from django.urls import path

from tuvurane.web.stories import collect_views, ladder_views, safe_views, text_views, views, voice_views

app_name = "stories"
urlpatterns = [
    path("", views.stories, name="list"),
    path("new/", collect_views.new, name="new"),
    path("take-down/", collect_views.take_down, name="take_down"),
    path("handed-on/", safe_views.handed_on_list, name="handed_on_list"),
    path("handed-on/<uuid:story_id>/", safe_views.handed_on, name="handed_on"),
    path("handed-on/<uuid:story_id>/withdraw/", safe_views.withdraw, name="withdraw_handed_on"),
    path("handed-on/<uuid:story_id>/lift/", safe_views.lift, name="lift"),
    path("<uuid:story_id>/", views.story, name="story"),
    path("<uuid:story_id>/hand-on/", safe_views.hand_on, name="hand_on"),
    path("<uuid:story_id>/yes/", ladder_views.give, name="give"),
    path("<uuid:story_id>/read-back/", ladder_views.read_back, name="read_back"),
    path("<uuid:story_id>/withdraw/", ladder_views.withdraw, name="withdraw"),
    path("<uuid:story_id>/translate/", text_views.translate, name="translate"),
    path("<uuid:story_id>/version/", text_views.make_version, name="make_version"),
    path("<uuid:story_id>/neighbours/", text_views.answer, name="answer"),
    path("<uuid:story_id>/voice/", voice_views.voice, name="voice"),
    path("<uuid:story_id>/voice/keep/", voice_views.keep, name="keep_voice"),
    path("<uuid:story_id>/voice/drop/", voice_views.drop, name="drop_voice"),
]
